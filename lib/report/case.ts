/** What the sections are made from: the bundle's content, the words for it, and the events by what they say. */
import type { Event } from "../gdpr/evidence";
import { moves, type Fact, type FactData } from "../gdpr/facts";
import type { State } from "../gdpr/request";
import type { ReportInput } from "./report";
import { isTold, type Words } from "./words";

export type Line<F extends Fact> = Omit<Event, "fact" | "data"> & { fact: F; data: FactData<F> };

export type Case = {
  input: ReportInput;
  words: Words;
  /** Events of these facts in their order, each with the data its fact demands. */
  of: <F extends Fact>(...wanted: F[]) => Line<F>[];
  /** The last event: the export itself. */
  last: Event;
  /** The state that the last moving fact gives, and the event that gave it; null where no event moves anything. */
  state: { now: State; by: Event } | null;
};

/** Throws without events. */
export function caseOf(input: ReportInput, words: Words): Case {
  const whole = input.events.filter(isTold);
  const last = input.events.at(-1);
  if (!last) throw new Error("a report tells of events");
  const by = whole.findLast(({ fact }) => moves(fact));
  return {
    input,
    words,
    of: <F extends Fact>(...wanted: F[]) =>
      whole.filter(({ fact }) => (wanted as Fact[]).includes(fact)) as unknown as Line<F>[],
    last,
    state: by && moves(by.fact) ? { now: by.fact, by } : null,
  };
}
