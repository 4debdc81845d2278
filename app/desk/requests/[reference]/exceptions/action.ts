"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { exceptionGrounds, type ExceptionGround } from "../../../../../lib/gdpr/wish";
import { allUses } from "../../../../../lib/queries/desk/words";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { decideExceptions, type UseDecision } from "../../../../../lib/steps/decide/exceptions";
import { notFoundOr } from "../../../_parts/refused";
import { seeFirst } from "../../../_parts/see-first";

const choices = ["", "stops", ...exceptionGrounds] as const;

/** Two fields for each use that the policy names; those that are not asked about stay away. */
function form() {
  const fields = allUses().flatMap((use): [string, z.ZodType<string>][] => [
    [`choice-${use}`, z.enum(choices).default("")],
    [`reason-${use}`, z.string().trim().max(10_000).default("")],
  ]);
  return z.object({ reference, see: z.literal("letter").optional(), ...Object.fromEntries(fields) });
}

/** Decides for each use whether it goes on while the data are paused, on which ground and why. */
export const exceptionsAction = secureAction("decide-exceptions", form, async (who, input) => {
  const given = input as Record<string, string>;
  const choice = (use: string) => given[`choice-${use}`] ?? "";
  const reason = (use: string) => given[`reason-${use}`] ?? "";
  const decided = allUses().filter((use) => choice(use) !== "");
  const unexplained = decided.filter((use) => choice(use) !== "stops" && reason(use).length < 10);
  if (unexplained.length > 0)
    return unexplained.map((use) => problem("desk.exceptions.problems.reason-missing", `reason-${use}`));
  const decisions = decided.map((use): UseDecision => {
    const stops = choice(use) === "stops";
    const ground = stops ? null : (choice(use) as ExceptionGround);
    return { use, decision: stops ? "stops" : "goes-on", ground, reason: reason(use) };
  });
  if (given.see) return seeFirst(who, input.reference, { kind: "restriction", typed: { decisions } });
  const done = await decideExceptions(who, input.reference, decisions);
  if (!done.ok) return problem(`desk.exceptions.problems.${notFoundOr(done.reason)}`);
  redirect(`/desk/requests/${input.reference}`);
});
