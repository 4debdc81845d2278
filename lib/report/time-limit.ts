/** Art. 12(3): until when the answer was due by the events, when the request was closed, and how the one lies to the other. */
import { dayIn, day, daysBetween, instantOf, type Day } from "../gdpr/day";
import { deadline, type Deadline, type Pause } from "../gdpr/deadline";
import { isClosed } from "../gdpr/request";
import type { Case, Line } from "./case";

export type TimeLimit = {
  receipt: Line<"received">;
  extension: Line<"extended"> | null;
  /** Questions about who the person is, from the day on which they left to the day of the answer. */
  pauses: Pause[];
  /** The date that the events name last: it binds. */
  due: Day;
  /** The same counted anew from the date of receipt. */
  counted: Deadline;
  closed: { on: Day; at: string } | null;
  /** Days from the closing, or from the making of the report, to the due date; negative when it had passed. */
  left: number;
};

/** Null where no event tells of a receipt: then there is nothing to count. */
export function timeLimit({ of, state, last, input: { land, zone } }: Case): TimeLimit | null {
  const receipt = of("received").at(-1);
  if (!receipt) return null;
  const extension = of("extended").at(-1) ?? null;
  const due = day((of("received", "extended", "identity-answered").at(-1) ?? receipt).data.dueOn);
  const pauses = pausesOf(of("identity-answered"));
  const counted = deadline({
    receivedAt: instantOf(zone, day(receipt.data.receivedOn), "12:00"),
    land,
    zone,
    pauses,
    extended: extension !== null,
  });
  const closedAt = state && isClosed(state.now) ? state.by.at : null;
  const closed = closedAt === null ? null : { on: dayIn(zone, closedAt), at: closedAt };
  const left = daysBetween(closed?.on ?? dayIn(zone, last.at), due);
  return { receipt, extension, pauses, due, counted, closed, left };
}

const pausesOf = (answers: Line<"identity-answered">[]): Pause[] =>
  answers.flatMap(({ data: { askedOn, answeredOn } }) =>
    askedOn !== null && askedOn <= answeredOn ? [{ from: day(askedOn), to: day(answeredOn) }] : [],
  );
