/** Art. 19: who received the data and is told, by when, and from when it holds there. */
import type { Day } from "../../gdpr/day";
import type { Policy } from "../../policy/schema";
import { dayOfColumn } from "./due";

export type RecipientTold = { name: string; by: Day; toldAt: Date | null; effectiveOn: Day | null };

type Row = {
  tasks: { kind: string; recipient: string | null; dueOn: Date; doneAt: Date | null; effectiveOn: Date | null }[];
};

/** One line for each recipient; those of records that a reviewer must see first are left out. */
export function recipients({ tasks }: Row, own: Policy): RecipientTold[] {
  return tasks.flatMap(({ kind, recipient, dueOn, doneAt, effectiveOn }) => {
    const known = kind === "tell-recipient" && recipient !== null ? own.recipients[recipient] : undefined;
    if (!known) return [];
    return [
      {
        name: known.name,
        by: dayOfColumn(dueOn),
        toldAt: doneAt,
        effectiveOn: effectiveOn && dayOfColumn(effectiveOn),
      },
    ];
  });
}
