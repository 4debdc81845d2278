/**
 * Art. 12(1): the language in which a person is written to, for every request that is still open: its next letter comes in this one.
 * What was sent stays as it is; for what is asked later `lib/sign-in/remember-language` remembers it.
 */
import type { Actor } from "../../actor";
import { portalNow, transactionAs, type Tx } from "../../db";
import type { Language } from "../../gdpr/language";
import { wake } from "../../jobs/wake";
import { ownSight } from "../../sight";
import { lockRequest } from "../decide/allowed";
import { load } from "../load";
import { note } from "../move";

/** The same again changes nothing. Throws for somebody who is no person. */
export async function chooseLanguage(who: Actor, language: Language): Promise<void> {
  const { person } = who;
  if (person === null) throw new Error("only a person can choose");
  await transactionAs(ownSight(who), async (tx) => {
    const open = await tx.request.findMany({
      where: { personId: person, closedAt: null, shreddedAt: null, language: { not: language } },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    for (const { id } of open) await carry(tx, who, id, language);
  });
}

async function carry(tx: Tx, who: Actor, reference: string, language: Language): Promise<void> {
  await lockRequest(tx, reference);
  const request = await load(tx, reference);
  if (!request || request.closedAt || request.language === language) return;
  await tx.request.update({ where: { id: reference }, data: { language }, select: { id: true } });
  await note(tx, reference, "language-chosen", who, { as: "subject", data: { language } });
  // A letter that somebody worded in the former language is void (`worded.ts`), and an approval covered exactly that letter.
  if (request.planHash === null || (await tx.event.count({ where: { request: reference, fact: "worded" } })) === 0)
    return;
  await tx.request.update({
    where: { id: reference },
    data: { planHash: null, waitsFor: null, tryAt: await portalNow(tx) },
    select: { id: true },
  });
  await wake(tx, "advance", reference);
}
