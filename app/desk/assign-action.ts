"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod";
import { queueAddress, queueView } from "../../lib/queries/desk/queue-view";
import { problem, secureAction } from "../../lib/sign-in/secure-action";
import { assign, type NotGiven } from "../../lib/steps/decide/assign";
import { notFoundOr } from "./_parts/refused";
import { spacedReference } from "./_parts/reference";

/** A request and who had it on the page that was pressed: the reference, a dot, nobody or the id of a row. */
const wanted = z
  .string()
  .regex(/^R-[0-9A-HJKMNP-TV-Z]{16}\.(nobody|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
  .transform((text) => {
    const [reference = "", shown = ""] = text.split(".");
    return { reference, shown: shown === "nobody" ? null : shown };
  });

const form = z.object({
  request: z.array(wanted, "desk.assign.problems.none").max(100).default([]),
  to: z.union([z.enum(["me", "nobody"]), z.uuid()]),
  /** The page it was pressed on: the reference of a request, or the query of a view. */
  from: z.string().max(500),
});

/** Gives requests to somebody of the desk or back to nobody; says of each that could not be given why. */
export const assignAction = secureAction("assign", form, async (who, { request, to, from }) => {
  if (request.length === 0) return problem("desk.assign.problems.none");
  const assigned = await assign(who, to === "me" ? who.person : to === "nobody" ? null : to, request);
  if (!assigned.ok) return problem(`desk.assign.problems.${notFoundOr(assigned.reason)}`, "to");
  const { given, not } = assigned.value;
  if (not.length === 0) redirect(backTo(from, given));
  // What stands on the page has changed under the hand that pressed.
  revalidatePath("/desk", "layout");
  const some = given > 0 ? [{ ...problem("desk.assign.problems.some"), values: { count: given } }] : [];
  return [...some, ...not.map(sentence)];
});

const sentence = ({ reference, because }: NotGiven) => ({
  ...problem(`desk.assign.problems.${because}`),
  values: { reference: spacedReference(reference) },
});

function backTo(from: string, given: number): string {
  if (/^R-[0-9A-HJKMNP-TV-Z]{16}$/.test(from)) return `/desk/requests/${from}`;
  const address = queueAddress(queueView(Object.fromEntries(new URLSearchParams(from))));
  return `${address}${address.includes("?") ? "&" : "?"}given=${given}`;
}
