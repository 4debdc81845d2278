/** Systems that a person works through by hand. */
import { dayIn, dayOfColumn, type Day } from "../../gdpr/day";
import { mayName } from "../../gdpr/disclosure";
import type { Policy } from "../../policy/schema";
import type { Language } from "../../letters/letter";

export type ByHand = {
  system: string;
  labels: string[];
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
    source: string | null;
    category: string | null;
    dueOn: Date;
    doneAt: Date | null;
    effectiveOn: Date | null;
  }[];
};

/** One line for each system; what a reviewer must see first is left out. */
export function byHand({ tasks }: Row, own: Policy, language: Language): ByHand[] {
  const bySystem = new Map<string, ByHand>();
  for (const task of tasks) {
    const category = own.categories[task.category ?? ""];
    if (task.source === null || !category || !mayName(task.category, own) || !task.kind.endsWith("-by-hand")) continue;
    const system = own.sources[task.source]?.label[language] ?? task.source;
    const known = bySystem.get(task.source);
    const open = task.doneAt === null || (known !== undefined && known.doneOn === null);
    bySystem.set(task.source, {
      system,
      labels: [...(known?.labels ?? []), category.label[language]],
      due: dayOfColumn(task.dueOn),
      doneAt: open ? null : task.doneAt,
      doneOn: open || task.doneAt === null ? null : dayIn(own.zone, task.doneAt),
      effectiveOn: open || task.effectiveOn === null ? null : dayOfColumn(task.effectiveOn),
    });
  }
  return [...bySystem.values()];
}
