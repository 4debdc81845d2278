"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languages } from "../../../i18n/language";
import { day, isDay } from "../../../lib/gdpr/day";
import { rightNames } from "../../../lib/gdpr/right";
import { pauseGrounds, requesters } from "../../../lib/gdpr/wish";
import { fileField, filesIn } from "../../../lib/sign-in/form-files";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { enter } from "../../../lib/steps/ask/enter";
import { isAboutFiles } from "../../../lib/steps/file/check";
import { notFoundOr } from "../_parts/refused";

const form = z.object({
  id: z.uuid(),
  channel: z.enum(["email", "letter", "phone", "in-person", "other"], "desk.intake.problems.channel"),
  receivedOn: z.string().trim().refine(isDay, "desk.intake.problems.received-on"),
  receivedAt: z
    .string()
    .trim()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "desk.intake.problems.received-at"),
  rights: z
    .array(z.enum(rightNames), "desk.intake.problems.nothing-asked")
    .min(1, "desk.intake.problems.nothing-asked"),
  consents: z.array(z.string().max(100)).default([]),
  objects: z.enum(["advertising", "uses"]).default("advertising"),
  uses: z.array(z.string().max(100)).default([]),
  ground: z.enum(pauseGrounds).optional(),
  words: z.string().trim().min(10, "desk.intake.problems.words-missing").max(20_000),
  language: z.enum([...languages(), "other"], "desk.intake.problems.language"),
  requester: z.enum(requesters),
  name: z.string().trim().max(200),
  email: z.union([z.literal(""), z.email("desk.intake.problems.email")]),
  post: z.string().trim().max(1_000),
  files: fileField,
  mail: z.union([z.literal(""), z.uuid()]).default(""),
});

/** The field that a refusal of the step is about. */
const fields: Partial<Record<string, string>> = {
  "nothing-asked": "rights",
  "words-missing": "words",
  "in-the-future": "receivedOn",
  "too-long-ago": "receivedOn",
  "no-way-back": "email",
  "no-consent": "consents",
  "no-purpose": "uses",
  "ground-missing": "ground",
  "after-the-mail": "receivedOn",
};

/** Writes down what came by another way, with the time at which it really arrived. */
export const enterAction = secureAction("enter", form, async (who, given) => {
  const { email, post, receivedOn, objects, uses, ground = null, files, mail, ...entered } = given;
  const done = await enter(who, {
    ...entered,
    receivedOn: day(receivedOn),
    email: email || null,
    post: post || null,
    uses: objects === "uses" ? uses : null,
    ground,
    files: await filesIn(files),
    mail: mail || null,
  });
  if (!done.ok) {
    if (isAboutFiles(done.reason)) return problem(`shell.files.problems.${done.reason}`, "files");
    const because = notFoundOr(done.reason);
    return problem(`desk.intake.problems.${because}`, fields[because] ?? null);
  }
  redirect(`/desk/intake/${entered.id}`);
});
