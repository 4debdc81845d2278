"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { hash, lookPurposes, reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { lookAtRecords } from "../../../../../lib/steps/decide/look-at-records";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  shown: hash,
  /** The line's place in the plan, and the part of its source. */
  line: z.string("desk.records.problems.line").regex(/^\d{1,6} \S.{0,200}$/, "desk.records.problems.line"),
  why: z.enum(lookPurposes, "desk.records.problems.choose-why"),
  /** The page that shows what was looked at. */
  to: z.enum(["records", "redact"]).optional(),
  words: z.string().trim().min(10, "desk.records.problems.words").max(2_000),
});

/** At which field a refusal is said. */
const fields: Partial<Record<string, string>> = { line: "line", "words-missing": "words" };

/** Records that somebody looks at the records of one line, and leads to the page that reads them. */
export const lookAtRecordsAction = secureAction(
  "look-at-records",
  form,
  async (who, { reference: request, line, to = "records", ...given }) => {
    const space = line.indexOf(" ");
    const about = { line: Number(line.slice(0, space)), part: line.slice(space + 1) };
    const looked = await lookAtRecords(who, request, { ...given, ...about });
    if (!looked.ok) {
      const because = notFoundOr(looked.reason);
      return problem(`desk.records.problems.${because}`, fields[because] ?? null);
    }
    redirect(`/desk/requests/${request}/${to}?look=${looked.value}`);
  },
);
