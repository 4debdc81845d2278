/** A letter of the person's own request, as it was written on its day. */
import { languageOf } from "../../../i18n/language";
import type { Language } from "../../gdpr/language";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import type { Block, Letter } from "../../letters/letter";
import { openDrawer, requestKey } from "../../seal/request-key";
import { ownSight } from "../../sight";

export type LetterBlock = Block;
export type LetterView = Pick<Letter, "title" | "blocks" | "head"> & {
  id: string;
  kind: string;
  language: Language;
  on: Day;
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Null when the request or the letter is unknown or somebody else's. */
export async function myLetter(who: Actor, reference: string, id: string): Promise<LetterView | null> {
  if (who.person === null || !uuid.test(id)) return null;
  const requestRow = { personId: who.person };
  return transactionAs(ownSight(who), async (tx) => {
    const row = await tx.letter.findFirst({ where: { id, request: reference, requestRow } });
    if (!row) return null;
    const letter = await openDrawer<Letter>(tx, await requestKey(tx, reference), row.drawerId);
    return {
      id,
      kind: row.kind,
      language: languageOf(row.language),
      on: dayIn(policy().zone, row.madeAt),
      title: letter.title,
      blocks: letter.blocks,
      head: letter.head,
    };
  });
}
