/**
 * §§ 355 ff. BGB, not the GDPR: somebody cancels a contract or returns something here. The declaration counts from its
 * receipt by the company, so it is passed on the same day with that time, whoever it was meant for.
 */
import { createTranslator } from "use-intl/core";
import type { Language } from "../../gdpr/language";
import { messagesFor } from "../../../i18n/messages";
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { db, portalNow, transactionAs, type Tx } from "../../db";
import { renderHtml, renderText } from "../../letters/render";
import { longInstant } from "../../letters/words";
import { queueMail } from "../../mail/outbox";
import { done, no, yes, type Result } from "../../result";
import { openColumn, sealColumn } from "../../seal/seal";
import { ownSight, staffSight } from "../../sight";
import { appUrl } from "../answer/send-letter";

export type Declared = {
  /** Drawn by the form: sent twice it is one declaration. */
  id: string;
  /** The person's own words; nothing is required of them. */
  words: string;
  order: string;
};
type Sealed = Declared & { name: string | null; email: string | null; language: Language };

const about = (id: string): string => `contract withdrawal ${id}`;

/**
 * Takes a declaration from the person's own page; gives the one that counts: said again in the same words while the first waits for
 * the shop (the way back in a browser, a second tab) it is the first, with its earlier time.
 */
export async function withdrawContract(
  who: Actor,
  declared: Declared,
): Promise<Result<"words-missing", { id: string; receivedAt: Date }>> {
  // § 355(1) BGB asks for no reason and no form: one word, or the order alone, says it.
  if (declared.words.trim() === "" && declared.order.trim() === "") return no("words-missing");
  return transactionAs(ownSight(who), async (tx) => {
    const said = await saidBefore(tx, who, declared);
    if (said) return yes({ id: said.id, receivedAt: said.receivedAt });
    const kept = await keepDeclaration(tx, who, declared, { request: null, at: await portalNow(tx) });
    return yes({ id: declared.id, ...kept });
  });
}

async function saidBefore(tx: Tx, { person }: Actor, { words, order }: Declared) {
  const open = await tx.contractWithdrawal.findMany({
    where: { personId: person, settledAt: null },
    orderBy: { receivedAt: "asc" },
    take: 100,
  });
  return open.find(({ id, sealed }) => {
    const before = JSON.parse(openColumn(about(id), sealed)) as Sealed;
    return before.words === words && before.order === order;
  });
}

/** Who declares: `person` is null for somebody who did not sign in. */
export type Declarer = Pick<Actor, "person" | "name" | "email" | "language">;

/** Writes the declaration down within the caller's transaction; `at`: when the company received it. */
export async function keepDeclaration(
  tx: Tx,
  { person, name, email, language }: Declarer,
  declared: Declared,
  { request, at }: { request: string | null; at: Date },
): Promise<{ receivedAt: Date }> {
  const { id } = declared;
  const sealed: Sealed = { ...declared, name, email, language };
  const row = { id, personId: person, request, receivedAt: at };
  await tx.contractWithdrawal.createMany({
    data: [{ ...row, sealed: sealColumn(about(id), JSON.stringify(sealed)) }],
    skipDuplicates: true,
  });
  const kept = await tx.contractWithdrawal.findUniqueOrThrow({ where: { id } });
  return { receivedAt: kept.receivedAt };
}

/** When a declaration of this person was received; null for an unknown one. */
export async function declaredAt(who: Actor, id: string): Promise<Date | null> {
  const row = await transactionAs(ownSight(who), (tx) => tx.contractWithdrawal.findUnique({ where: { id } }));
  return row && row.personId === who.person ? row.receivedAt : null;
}

/** What the worker looks for: every declaration that was not passed on yet. Repeating it sends nothing twice. */
export async function forwardWithdrawals(): Promise<void> {
  const rows = await db().contractWithdrawal.findMany({
    where: { forwardId: null },
    orderBy: { receivedAt: "asc" },
    take: 100,
  });
  for (const { id, receivedAt, sealed } of rows)
    await db().$transaction((tx) => forward(tx, JSON.parse(openColumn(about(id), sealed)) as Sealed, receivedAt));
}

async function forward(tx: Tx, { id, email, language }: Sealed, receivedAt: Date): Promise<void> {
  const { shop } = policy();
  const page = `${appUrl()}/desk/withdrawals`;
  const told = await mail(tx, "contract-withdrawal", id, { to: shop.cancelEmail, language: "de", receivedAt, page });
  const receipt =
    email === null
      ? null
      : await mail(tx, "contract-receipt", id, { to: email, language, receivedAt, page: shop.cancelUrl });
  await tx.contractWithdrawal.update({ where: { id }, data: { forwardId: told, receiptId: receipt } });
}

type Words = (key: string, values: Record<string, string>) => string;
type Telling = { to: string; language: Language; receivedAt: Date; page: string };

/** Says that a declaration waits and when it was received: mail can be read on its way, so it holds nothing of it. */
async function mail(
  tx: Tx,
  kind: "contract-withdrawal" | "contract-receipt",
  id: string,
  { to, language, receivedAt, page }: Telling,
): Promise<string> {
  const { controller, zone } = policy();
  const t = createTranslator({
    locale: language,
    messages: messagesFor(language),
    namespace: `letters.${kind}`,
  }) as unknown as Words;
  const values = {
    at: longInstant(language, receivedAt, zone),
    page,
    controller: controller.name,
    number: id.slice(0, 8),
  };
  const title = t("subject", values);
  const blocks = ["received", "page", "closing"].map((key) => ({ text: t(key, values) }));
  const { id: mailId } = await queueMail(tx, {
    request: null,
    kind,
    language,
    key: id,
    to: { name: "", address: to },
    subject: title,
    text: renderText({ title, blocks }),
    html: renderHtml({ title, blocks, language }),
  });
  return mailId;
}

export type Declaration = {
  id: string;
  receivedAt: Date;
  forwardedAt: Date | null;
  /** The shop's mail server refused it: somebody passes it on another way, today. */
  cameBack: boolean;
  settledAt: Date | null;
  words: string;
  order: string;
  name: string | null;
  email: string | null;
};

/** What the desk shows: the declarations of the last months, those that are open first. */
export async function declarations(who: Actor): Promise<Declaration[]> {
  if (!has(who, "reviewer", "dpo")) return [];
  return transactionAs(staffSight(who), async (tx) => {
    const rows = await tx.contractWithdrawal.findMany({
      orderBy: [{ settledAt: { sort: "asc", nulls: "first" } }, { receivedAt: "asc" }],
      include: { forward: { select: { settledAt: true, state: true } } },
      take: 200,
    });
    return rows.map(({ id, receivedAt, settledAt, sealed, forward: told }) => {
      const { words, order, name, email } = JSON.parse(openColumn(about(id), sealed)) as Sealed;
      return {
        id,
        receivedAt,
        settledAt,
        words,
        order,
        name,
        email,
        forwardedAt: told?.state === "accepted" ? told.settledAt : null,
        cameBack: told?.state === "bounced",
      };
    });
  });
}

/** The shop has taken a declaration over. */
export async function settleWithdrawal(who: Actor, id: string): Promise<Result<"not-found" | "settled">> {
  if (!has(who, "reviewer", "dpo")) return no("not-found");
  return transactionAs(staffSight(who), async (tx) => {
    const settled = { settledAt: await portalNow(tx), settledBy: who.person };
    const { count } = await tx.contractWithdrawal.updateMany({ where: { id, settledAt: null }, data: settled });
    if (count === 1) return done;
    return no((await tx.contractWithdrawal.count({ where: { id } })) === 1 ? "settled" : "not-found");
  });
}
