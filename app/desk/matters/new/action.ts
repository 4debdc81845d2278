"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { day, isDay } from "../../../../lib/gdpr/day";
import { matterKinds } from "../../../../lib/gdpr/matter";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { readReference } from "../../../../lib/steps/ask/reference";
import { openMatter } from "../../../../lib/steps/matter/open";
import { notFoundOr } from "../../_parts/refused";

const form = z.object({
  id: z.uuid(),
  kind: z.enum(matterKinds, "desk.matter.open.problems.kind"),
  sender: z.string().trim().min(2, "desk.matter.open.problems.sender").max(200),
  fileNumber: z.string().trim().max(200),
  summary: z.string().trim().min(10, "desk.matter.open.problems.summary").max(10_000),
  deadline: z.union([z.literal(""), z.string().trim().refine(isDay)], "desk.matter.open.problems.deadline"),
  references: z.string().trim().max(5_000),
  reviewOn: z.string().trim().refine(isDay, "desk.matter.open.problems.review-on"),
});

/** Opens a matter; from now on nothing of its requests goes. */
export const openMatterAction = secureAction("open-matter", form, async (who, { references, ...given }) => {
  const lines = references.split(/[\n,;]/).filter((line) => line.trim() !== "");
  const read = lines.map(readReference);
  const wrong = read.indexOf(null);
  if (wrong >= 0)
    return { field: "references", key: "desk.matter.open.problems.no-reference", values: { line: wrong + 1 } };
  const opened = await openMatter(who, {
    ...given,
    deadline: given.deadline === "" ? null : day(given.deadline),
    reviewOn: day(given.reviewOn),
    references: read.filter((reference) => reference !== null),
  });
  if (!opened.ok) return problem(`desk.matter.open.problems.${notFoundOr(opened.reason)}`, "references");
  redirect(`/desk/matters/${given.id}`);
});
