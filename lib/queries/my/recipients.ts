/** Art. 19: who received the data and hears of the change: by when, what came of it, from when it holds there. */
import { dayOfColumn, type Day } from "../../gdpr/day";
import type { NotToldGround } from "../../gdpr/facts";
import type { Policy } from "../../policy/schema";

export type RecipientTold = {
  /** Names the line. */
  id: string;
  name: string;
  /** Whether it is about the end of a pause. */
  lifted: boolean;
  by: Day;
  toldAt: Date | null;
  effectiveOn: Day | null;
  /** Why it is not told; null for everybody else. */
  notTold: NotToldGround | null;
};

type Row = {
  notices: {
    id: string;
    recipient: string;
    change: string;
    dueOn: Date;
    sentAt: Date | null;
    effectiveOn: Date | null;
    because: string | null;
  }[];
};

/** One line for each recipient and change. The database leaves out those of records that a reviewer must see first. */
export function recipients({ notices }: Row, own: Policy): RecipientTold[] {
  return notices.flatMap(({ id, recipient, change, dueOn, sentAt, effectiveOn, because }) => {
    const known = own.recipients[recipient];
    if (!known) return [];
    return [
      {
        id,
        name: known.name,
        lifted: change === "lifted",
        by: dayOfColumn(dueOn),
        toldAt: sentAt,
        effectiveOn: effectiveOn && dayOfColumn(effectiveOn),
        notTold: because as NotToldGround | null,
      },
    ];
  });
}
