/** Art. 12(3), 15(4): a moment that is only about what a reviewer must see first is told neither by a time line nor by mail. */
import { mayName } from "./disclosure";

/** What a request knows of what its events name. */
export type Named = {
  /** Recipients of whose notices the person may hear. */
  told: readonly { recipient: string }[];
  removals: readonly { idx: number; decision: { category: string } }[];
  duties: readonly { id: string; category: string }[];
};

/** Whether the person may not be told of the event. `categories`: as the policy says what may be named. */
export function isVeiledMoment(
  { fact, data }: { fact: string; data: unknown },
  { told, removals, duties }: Named,
  kinds: Parameters<typeof mayName>[1],
): boolean {
  const about = data as Readonly<Record<string, unknown>>;
  switch (fact) {
    case "recipient-told":
    case "recipient-not-told":
      return !told.some(({ recipient }) => recipient === about.recipient);
    case "removal-confirmed":
      return removals.some(({ idx, decision }) => idx === about.decision && !mayName(decision.category, kinds));
    case "duty-done":
    case "duty-stopped":
      return duties.some(({ id, category }) => id === about.duty && !mayName(category, kinds));
    default:
      return false;
  }
}
