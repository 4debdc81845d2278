/** A letter as the desk reads it: the words that were sent, without the person's name. */
import type { Language } from "../../gdpr/language";
import type { Actor } from "../../actor";
import { transactionAs } from "../../db";
import type { Block, Letter, LetterHead } from "../../letters/letter";
import { unnamed } from "../../letters/unnamed";
import { openDrawer, openFor, requestKey } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

export type ShownLetter = {
  kind: string;
  language: Language;
  title: string;
  blocks: Block[];
  head: LetterHead | undefined;
  madeAt: Date;
  /** It goes by post, alone or as well, so it has to be printed with the address. */
  byPost: boolean;
  /** The task that says when it was posted. */
  task: string | null;
};

/** The letter `id` of a request; null for an unknown one, another request's, and the wrong role. */
export async function deskLetter(who: Actor, reference: string, id: string): Promise<ShownLetter | null> {
  if (!readsDesk(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const row = await tx.letter.findFirst({
      where: { id, request: reference },
      include: {
        requestRow: { select: { contact: true, answerBy: true } },
        tasks: { where: { kind: "post-letter" }, select: { id: true } },
      },
    });
    if (!row) return null;
    const keys = await requestKey(tx, reference);
    const { title, blocks, language, head } = await openDrawer<Letter>(tx, keys, row.drawerId);
    const { name } = openFor<{ name: string | null }>(keys, "contact", row.requestRow.contact);
    return {
      kind: row.kind,
      language,
      title,
      blocks: blocks.map((block) => unnamed(name, block)),
      head,
      madeAt: row.madeAt,
      byPost: row.requestRow.answerBy === "post" || row.tasks.length > 0,
      task: row.tasks[0]?.id ?? null,
    };
  });
}
