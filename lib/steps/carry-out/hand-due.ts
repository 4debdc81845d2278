/** Art. 12(3): until when a person does by hand what no system does by itself: inside the month, a pause the same day. */
import { policy } from "../../company";
import { addDays, type Day } from "../../gdpr/day";
import { daysFor } from "../../policy/guide";
import type { Loaded } from "../load";

/** Days within which a person has worked on a system. */
const handDays = 14;

/** The day that every task of the request has at the latest. */
export function handDue({ right, unrolledOn }: Pick<Loaded, "right" | "unrolledOn">, today: Day): Date {
  const soon = new Date(addDays(today, right === "restriction" ? 0 : handDays));
  return soon < unrolledOn ? soon : unrolledOn;
}

/** A guide may ask for an earlier day: what others do for us takes its time. */
export function guidedDue(request: Pick<Loaded, "right" | "unrolledOn">, source: string, today: Day): Date {
  const dueOn = handDue(request, today);
  const days = daysFor(policy(), source, request.right);
  const guided = days === null ? dueOn : new Date(addDays(today, days));
  return guided < dueOn ? guided : dueOn;
}
