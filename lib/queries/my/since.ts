/** Art. 12(5), 15: the same asked again after an answer: what is different from then. */
import type { Day } from "../../gdpr/day";
import type { Told } from "../../gdpr/answer-line";

export type Since = {
  reference: string;
  answeredOn: Day;
  /** Kinds of which there is another number of records than then; empty when nothing changed. */
  changes: { label: string; before: number; now: number }[];
};

const counts = ({ lines }: Told): Map<string, number> => {
  const sum = new Map<string, number>();
  for (const { label, count, fate } of lines)
    if (count !== null && fate !== "withheld") sum.set(label, (sum.get(label) ?? 0) + count);
  return sum;
};

export function changesSince(before: Told, now: Told): Since["changes"] {
  const [then, today] = [counts(before), counts(now)];
  return [...new Set([...today.keys(), ...then.keys()])].flatMap((label) => {
    const change = { label, before: then.get(label) ?? 0, now: today.get(label) ?? 0 };
    return change.before === change.now ? [] : [change];
  });
}
