/**
 * Art. 12(3): without undue delay, at the latest one month after receipt; two further months where that is necessary.
 *
 * Counted by Reg. (EEC, Euratom) 1182/71: the day of receipt does not count, the period ends with the day of the same
 * number (else the last day of that month), and a period that ends on no working day ends with the next one. The time
 * for which an identity query is open is added only when the query was sent at once.
 */
import { addDays, addMonths, dayIn, daysBetween, startOfDay, weekday, type Day } from "./day";
import { addWorkingDays, holidayName, isWorkingDay, rollToWorkingDay, type Land } from "./holidays";
import { no, yes, type Result } from "../result";

/** From the day of the query to the day of the sufficient answer. */
export type Pause = { from: Day; to: Day };

export type Deadline = {
  /** Local date of receipt. */
  received: Day;
  /** One month and three months after receipt; they ignore pauses and weekends: the cautious dates. */
  unrolled: Day;
  due: Day;
  /** Exclusive end of the due day in UTC, `YYYY-MM-DDTHH:MM:SSZ`. */
  dueInstant: string;
  extendedUnrolled: Day;
  extendedDue: Day;
  /** How the dates come about: plain English sentences. */
  why: string[];
  /** The date that binds, in one sentence. */
  headline: string;
};

type Received = { received: Day; land: Land };
type Receipt = { receivedAt: string; land: Land; zone: string; pauses: readonly Pause[]; extended?: boolean };

/** A query that is sent later than this many working days after receipt stops no clock. */
const promptWorkingDays = 3;

/** The dates by which a request must be answered. `receivedAt` is an instant; throws when it is none. */
export function deadline({ receivedAt, land, zone, pauses, extended = false }: Receipt): Deadline {
  const received = dayIn(zone, receivedAt);
  const [unrolled, extendedUnrolled] = [addMonths(received, 1), addMonths(received, 3)];
  const paused = pauseDays(pauses, { received, land });
  const due = rollToWorkingDay(land, addDays(unrolled, paused));
  const extendedDue = rollToWorkingDay(land, addDays(extendedUnrolled, paused));
  const dueInstant = startOfDay(zone, addDays(due, 1));
  const why = [
    `Received on ${spoken(received)} in ${zone}; the day of receipt does not count.`,
    monthSentence(received, unrolled),
    ...pauses.map((pause) => pauseSentence(pause, received, land)),
    ...(paused > 0
      ? [`With ${count(paused, "day")} of lawful pause the period ends on ${addDays(unrolled, paused)}.`]
      : []),
    ...rollSentences(addDays(unrolled, paused), due, land),
    `The answer is due by the end of ${spoken(due)}, that is before ${dueInstant}.`,
    `Extended (only by a notice with reasons sent by ${unrolled}), three months from receipt end on ${extendedUnrolled}, ` +
      `and the answer is due by the end of ${spoken(extendedDue)}.`,
  ];
  const headline = extended ? `Extended: due by the end of ${spoken(extendedDue)}` : `Due by the end of ${spoken(due)}`;
  return { received, unrolled, due, dueInstant, extendedUnrolled, extendedDue, why, headline };
}

/**
 * Whether the notice of an extension can still be sent: in month one, counted without pauses and without rolling.
 * The Regulation would allow the rolled date; the portal does not rely on it.
 */
export function mayExtend({ received, today }: { received: Day; today: Day }): Result<"month-one-is-over"> {
  return today <= addMonths(received, 1) ? yes(undefined) : no("month-one-is-over");
}

/** The last working day on which an extension can be decided: from here on the desk warns. */
export function lastDayToExtend({ received, land }: { received: Day; land: Land }): Day {
  let d = addMonths(received, 1);
  while (!isWorkingDay(land, d)) d = addDays(d, -1);
  return d;
}

/** A new list of holidays may only lengthen a date that was promised. */
export function afterHolidayUpdate(promised: Day, recomputed: Day): Day {
  return recomputed > promised ? recomputed : promised;
}

/** The last day on which an identity query still stops the clock: from the next one on it is not "without undue delay". */
export const lastPromptDay = ({ received, land }: Received): Day => addWorkingDays(land, received, promptWorkingDays);

/** Days that the pauses add to the time limit: only the lawful ones count, and days of two open queries once. */
export const pauseDays = (pauses: readonly Pause[], { received, land }: Received): number =>
  lengthOf(pauses.filter((pause) => isLawful(pause, { received, land })));

/** Whether a query was sent at once and its answer came after it: any other changes nothing. */
export const isLawful = ({ from, to }: Pause, { received, land }: Received): boolean =>
  received <= from && from <= to && from <= lastPromptDay({ received, land });

/** Days covered by the pauses; days of two open queries count once. */
function lengthOf(pauses: readonly Pause[]): number {
  let days = 0;
  let counted: Day | null = null;
  for (const { from, to } of pauses.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const start: Day = counted !== null && counted > from ? counted : from;
    if (to <= start) continue;
    days += daysBetween(start, to);
    counted = to;
  }
  return days;
}

const names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const nameOf = (d: Day) => names[weekday(d) - 1];
const spoken = (d: Day) => `${nameOf(d)} ${d}`;
const count = (n: number, unit: string) => `${n} ${unit}${n === 1 ? "" : "s"}`;

function monthSentence(received: Day, unrolled: Day): string {
  const short = received.slice(8) !== unrolled.slice(8);
  const why = short
    ? `that month has no day ${Number(received.slice(8))}, so its last day counts`
    : "the same day number";
  return `One month ends on ${spoken(unrolled)}: ${why} (Art. 12(3) GDPR, Art. 3 Reg. 1182/71).`;
}

function pauseSentence(pause: Pause, received: Day, land: Land): string {
  const { from, to } = pause;
  const prompt = lastPromptDay({ received, land });
  if (isLawful(pause, { received, land }))
    return `The query of ${from} was sent without undue delay and answered on ${to}: ${count(daysBetween(from, to), "day")}.`;
  if (to < from) return `The pause from ${from} to ${to} ends before it begins: it changes nothing.`;
  if (from < received) return `The query of ${from} is older than the request: it changes nothing.`;
  return `The query of ${from} was sent later than ${count(promptWorkingDays, "working day")} after receipt (${prompt}): it pauses nothing.`;
}

function rollSentences(from: Day, to: Day, land: Land): string[] {
  const passed: string[] = [];
  for (let d = from; d < to; d = addDays(d, 1)) passed.push(`${spoken(d)} is no working day${holidayOf(land, d)}.`);
  return passed.length === 0 ? [] : [...passed, `The period ends with the next working day, ${spoken(to)}.`];
}

function holidayOf(land: Land, d: Day): string {
  const name = holidayName(land, d);
  return name ? ` (${name})` : "";
}
