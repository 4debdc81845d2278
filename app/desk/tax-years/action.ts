"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { releaseTaxYear } from "../../../lib/steps/decide/tax-year";
import { notFoundOr } from "../_parts/refused";

const form = z.object({
  year: z
    .string()
    .regex(/^\d{4}$/, "desk.tax-years.problems.year")
    .transform(Number),
});

/** Records that finance released a calendar year; where the policy asks for two, the first of two says so. */
export const releaseYearAction = secureAction("release-tax-year", form, async (who, { year }) => {
  const released = await releaseTaxYear(who, year);
  if (!released.ok) return problem(`desk.tax-years.problems.${notFoundOr(released.reason)}`, "year");
  redirect("/desk/tax-years");
});
