"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { announceLift } from "../../../../../lib/steps/decide/lift";
import { notFoundOr } from "../../../_parts/refused";
import { seeFirst } from "../../../_parts/see-first";

const form = z.object({
  reference,
  reason: z.string().trim().min(10, "desk.lift.problems.reason").max(10_000),
  after: z.string().trim().min(10, "desk.lift.problems.after").max(10_000),
  see: z.literal("letter").optional(),
});

/** Writes to the person that their pause will end; nothing ends before they were told. */
export const liftAction = secureAction("announce-lift", form, async (who, { reference: request, see, ...lifting }) => {
  if (see) return seeFirst(who, request, { kind: "lifting", typed: lifting });
  const announced = await announceLift(who, request, lifting);
  if (!announced.ok) return problem(`desk.lift.problems.${notFoundOr(announced.reason)}`);
  redirect(`/desk/requests/${request}`);
});
