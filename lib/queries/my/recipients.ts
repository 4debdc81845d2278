/** Art. 19: who received the data and hears of the change: by when, what came of it, from when it holds there. */
import type { Day } from "../../gdpr/day";
import type { NotToldGround } from "../../gdpr/facts";
import type { Policy } from "../../policy/schema";
import { dayOfColumn } from "./due";

export type RecipientTold = {
  name: string;
  by: Day;
  toldAt: Date | null;
  effectiveOn: Day | null;
  /** Why it is not told; null for everybody else. */
  notTold: NotToldGround | null;
};

type Row = {
  notices: {
    recipient: string;
    change: string;
    dueOn: Date;
    sentAt: Date | null;
    effectiveOn: Date | null;
    because: string | null;
  }[];
};

/** One line for each recipient. The database leaves out those of records that a reviewer must see first. */
export function recipients({ notices }: Row, own: Policy): RecipientTold[] {
  return notices.flatMap(({ recipient, change, dueOn, sentAt, effectiveOn, because }) => {
    const known = own.recipients[recipient];
    if (!known || change === "lifted") return [];
    return [
      {
        name: known.name,
        by: dayOfColumn(dueOn),
        toldAt: sentAt,
        effectiveOn: effectiveOn && dayOfColumn(effectiveOn),
        notTold: because as NotToldGround | null,
      },
    ];
  });
}
