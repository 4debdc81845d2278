/** Systems that a person works through by hand. */
import { dayIn, dayOfColumn, type Day } from "../../gdpr/day";
import { mayName } from "../../gdpr/disclosure";
import { neverDone } from "../../gdpr/task";
import type { Policy } from "../../policy/schema";
import type { Language } from "../../letters/letter";

export type ByHand = {
  system: string;
  labels: string[];
  /** By when the last of what is open there is done; of all of it where nothing is. */
  due: Day | null;
  /** When all of it was done; null while something is open. */
  doneAt: Date | null;
  doneOn: Day | null;
  /** From when it holds there, where that system says so. */
  effectiveOn: Day | null;
};

type Row = {
  tasks: {
    kind: string;
    answer: string | null;
    source: string | null;
    category: string | null;
    dueOn: Date;
    doneAt: Date | null;
    effectiveOn: Date | null;
  }[];
};

/** One line for each system; what a reviewer must see first is left out. */
export function byHand({ tasks }: Row, own: Policy, language: Language): ByHand[] {
  const named = tasks.filter(
    ({ kind, source, category, answer }) =>
      source !== null &&
      kind.endsWith("-by-hand") &&
      answer !== neverDone &&
      own.categories[category ?? ""] &&
      mayName(category, own),
  );
  const sources = [...new Set(named.map(({ source }) => source ?? ""))];
  return sources.map((source) => {
    const theirs = named.filter((task) => task.source === source);
    const open = theirs.filter(({ doneAt }) => doneAt === null);
    const { doneAt = null, effectiveOn = null } = open.length > 0 ? {} : (theirs.at(-1) ?? {});
    const days = (open.length > 0 ? open : theirs).map(({ dueOn }) => dayOfColumn(dueOn)).toSorted();
    return {
      system: own.sources[source]?.label[language] ?? source,
      labels: theirs.flatMap(({ category }) => own.categories[category ?? ""]?.label[language] ?? []),
      due: days.at(-1) ?? null,
      doneAt,
      doneOn: doneAt && dayIn(own.zone, doneAt),
      effectiveOn: effectiveOn && dayOfColumn(effectiveOn),
    };
  });
}
