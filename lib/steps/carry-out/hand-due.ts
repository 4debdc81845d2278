/** Art. 12(3): until when a person does by hand what no system does by itself: inside the month, a pause the same day. */
import { policy } from "../../company";
import { addDays, type Day } from "../../gdpr/day";
import { daysFor } from "../../policy/guide";
import type { Loaded } from "../load";

/** Days within which a person has worked on a system. */
const handDays = 14;

type Dated = Pick<Loaded, "right" | "unrolledOn" | "dueOn">;

/** The day that every task of the request has at the latest. */
export const handDue = (request: Dated, today: Day): Date =>
  insideMonth(request, new Date(addDays(today, request.right === "restriction" ? 0 : handDays)), today);

/** Not after the month; where that is over, because an answer was waited for or more time was needed, not after the date that holds now. */
export function insideMonth({ unrolledOn, dueOn }: Omit<Dated, "right">, soon: Date, today: Day): Date {
  const latest = new Date(today) <= unrolledOn ? unrolledOn : dueOn;
  return soon < latest ? soon : latest;
}

/** A guide may ask for an earlier day: what others do for us takes its time. */
export function guidedDue(request: Dated, source: string, today: Day): Date {
  const dueOn = handDue(request, today);
  const days = daysFor(policy(), source, request.right);
  const guided = days === null ? dueOn : new Date(addDays(today, days));
  return guided < dueOn ? guided : dueOn;
}
