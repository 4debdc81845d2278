"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { releaseFiles } from "../../../lib/steps/shred/release";
import { notFoundOr } from "../_parts/refused";

const form = z.object({
  year: z
    .string()
    .regex(/^\d{4}$/, "desk.files.problems.year")
    .transform(Number),
});

/** Proposes that the files closed in a calendar year are destroyed, or releases them as the second person. */
export const releaseFilesAction = secureAction("release-files", form, async (who, { year }) => {
  const released = await releaseFiles(who, year);
  if (!released.ok) return problem(`desk.files.problems.${notFoundOr(released.reason)}`, "year");
  redirect("/desk/files");
});
