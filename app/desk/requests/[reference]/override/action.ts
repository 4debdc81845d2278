"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { isDay } from "../../../../../lib/gdpr/day";
import { hash, reference } from "../../../../../lib/gdpr/facts";
import { overrideGrounds } from "../../../../../lib/gdpr/overridable";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { override } from "../../../../../lib/steps/decide/override";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  shown: hash,
  line: z.string("desk.override.problems.line").regex(/^\d{1,6}$/, "desk.override.problems.line"),
  ground: z.enum(overrideGrounds, "desk.override.problems.choose-ground"),
  norm: z.string().trim().max(200),
  until: z.union([z.literal(""), z.string().trim().refine(isDay, "desk.override.problems.day")]).default(""),
  reason: z.string().trim().min(10, "desk.override.problems.reason").max(10_000),
  facts: z.string().trim().max(10_000).default(""),
  alternative: z.string().trim().max(10_000).default(""),
});

/** At which field a refusal is said; the others are about the line. */
const fields: Partial<Record<string, string>> = {
  ground: "ground",
  "norm-missing": "norm",
  "day-missing": "until",
  past: "until",
  "too-early": "until",
  "too-late": "until",
  "reason-missing": "reason",
  "facts-missing": "facts",
  "alternative-missing": "alternative",
  "plan-changed": "",
  "not-planned": "",
  "nothing-left": "",
  stopped: "",
  "own-request": "",
  "not-overridable": "",
};

/** Decides otherwise about one line; the plan is then made and hashed anew. */
export const overrideAction = secureAction("override", form, async (who, input) => {
  const { reference: request, line, facts, alternative, ...given } = input;
  const decided = await override(who, request, { ...given, idx: Number(line), told: { facts, alternative } });
  if (!decided.ok) {
    const because = notFoundOr(decided.reason);
    return problem(`desk.override.problems.${because}`, (fields[because] ?? "line") || null);
  }
  redirect(`/desk/requests/${request}`);
});
