"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languages } from "../../../../../i18n/language";
import { day, isDay } from "../../../../../lib/gdpr/day";
import { orderedRights } from "../../../../../lib/gdpr/matter";
import { pauseGrounds } from "../../../../../lib/gdpr/wish";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { orderRequest } from "../../../../../lib/steps/matter/order";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  id: z.uuid(),
  matter: z.uuid(),
  rights: z
    .array(z.enum(orderedRights), "desk.intake.problems.nothing-asked")
    .min(1, "desk.intake.problems.nothing-asked"),
  ground: z.enum(pauseGrounds).optional(),
  words: z.string().trim().min(10, "desk.matter.order-page.problems.words").max(20_000),
  channel: z.enum(["letter", "email", "other"], "desk.intake.problems.channel"),
  receivedOn: z.string().trim().refine(isDay, "desk.intake.problems.received-on"),
  receivedAt: z
    .string()
    .trim()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "desk.intake.problems.received-at"),
  name: z.string().trim().max(200),
  email: z.union([z.literal(""), z.email("desk.intake.problems.email")]),
  post: z.string().trim().max(1_000),
  language: z.enum(languages(), "desk.intake.problems.language"),
});

/** The field that a refusal of the step is about. */
const fields: Partial<Record<string, string>> = {
  "nothing-asked": "rights",
  "in-the-future": "receivedOn",
  "too-long-ago": "receivedOn",
  "no-way-back": "email",
  "ground-missing": "ground",
};

/** Takes in what was ordered, as a request that belongs to the matter. */
export const orderAction = secureAction("order-from-matter", form, async (who, given) => {
  const { matter, ground = null, receivedOn, email, post, ...entered } = given;
  const ordered = await orderRequest(who, matter, {
    ...entered,
    receivedOn: day(receivedOn),
    requester: "self",
    email: email || null,
    post: post || null,
    consents: [],
    uses: null,
    ground,
  });
  if (!ordered.ok) {
    const because = notFoundOr(ordered.reason);
    if (because === "closed") return problem("desk.matter.problems.closed");
    return problem(`desk.intake.problems.${because}`, fields[because] ?? null);
  }
  redirect(`/desk/matters/${matter}?entered=${entered.id}`);
});
