/**
 * Art. 12(2), (3): a mail that is no request is put aside by two people: one says why, another confirms. Until then it waits like any
 * other, and its month runs. The same person does not confirm what they said themselves.
 */
import type { Actor } from "../../actor";
import { portalNow, transactionAs, type Tx } from "../../db";
import { done, no, type Result } from "../../result";
import { staffSight } from "../../sight";
import { noteSystem } from "../system-chain";
import { atDesk, hasLookedInto } from "./look";
import { sealReason } from "./sealed";

type Refused = "not-found" | "not-looked" | "settled";
type Mail = NonNullable<Awaited<ReturnType<Tx["inboundMail"]["findUnique"]>>>;

/** Says that it is no request, and why; takes effect when somebody else confirms it. */
export async function proposeDismissal(
  who: Actor,
  id: string,
  reason: string,
): Promise<Result<Refused | "reason-missing" | "waits-for-second">> {
  const words = reason.trim();
  return onOpenMail<Refused | "reason-missing" | "waits-for-second">(who, id, async (tx, mail) => {
    if (mail.firstAt) return no("waits-for-second");
    if (words.length < 10) return no("reason-missing");
    const first = { firstBy: who.person, firstAt: await portalNow(tx), reason: sealReason(id, words) };
    await tx.inboundMail.update({ where: { id }, data: first });
    await noteSystem(tx, "mail-dismissal-proposed", { data: { mail: id }, by: who });
    return done;
  });
}

/** Confirms as the second person that it is no request. */
export async function confirmDismissal(
  who: Actor,
  id: string,
): Promise<Result<Refused | "nothing-proposed" | "same-person">> {
  return onOpenMail<Refused | "nothing-proposed" | "same-person">(who, id, async (tx, mail) => {
    if (!mail.firstAt) return no("nothing-proposed");
    if (mail.firstBy === who.person) return no("same-person");
    const decided = { state: "dismissed", decidedBy: who.person, decidedAt: await portalNow(tx) };
    await tx.inboundMail.update({ where: { id }, data: decided });
    await noteSystem(tx, "mail-dismissed", { data: { mail: id }, by: who });
    return done;
  });
}

/** It may be a request after all: whoever looks takes the word back, their own or a colleague's. */
export async function keepMail(who: Actor, id: string): Promise<Result<Refused | "nothing-proposed">> {
  return onOpenMail<Refused | "nothing-proposed">(who, id, async (tx, mail) => {
    if (!mail.firstAt) return no("nothing-proposed");
    await tx.inboundMail.update({ where: { id }, data: { firstBy: null, firstAt: null, reason: null } });
    await noteSystem(tx, "mail-kept", { data: { mail: id }, by: who });
    return done;
  });
}

/** Runs `work` on the mail, locked, for somebody of the desk who looked into it, as long as nobody has decided. */
async function onOpenMail<Reason extends string>(
  who: Actor,
  id: string,
  work: (tx: Tx, mail: Mail) => Promise<Result<Reason | Refused>>,
): Promise<Result<Reason | Refused>> {
  if (!atDesk(who)) return no("not-found");
  return transactionAs(staffSight(who), async (tx): Promise<Result<Reason | Refused>> => {
    const mail = await lockMail(tx, id);
    if (!mail) return no("not-found");
    if (mail.state !== "open") return no("settled");
    if (!(await hasLookedInto(tx, who, id))) return no("not-looked");
    return work(tx, mail);
  });
}

/** The mail, locked until the transaction ends; null for an unknown one. */
export async function lockMail(tx: Tx, id: string): Promise<Mail | null> {
  // One that is decided is out of reach of a change, and need not be locked.
  await tx.$queryRaw`SELECT "id" FROM "inbound_mail" WHERE "id" = ${id}::uuid FOR UPDATE`;
  return tx.inboundMail.findUnique({ where: { id } });
}
