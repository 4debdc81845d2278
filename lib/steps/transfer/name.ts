/**
 * Art. 20(2): the person says to which company their data should go, and at which address it takes them. Nothing is sent by it:
 * they see what would go where, and confirm (`confirm.ts`). With it the request of Art. 20 is received, if none is open.
 */
import type { Language } from "../../gdpr/language";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { isClosed, type State } from "../../gdpr/request";
import { no, yes, type Result } from "../../result";
import { putInDrawer, sealFor } from "../../seal/request-key";
import { ownSight } from "../../sight";
import type { NoTarget, Target } from "../../transfer/target";
import { receive } from "../ask/receive";
import { deciding, forSubject } from "../decide/allowed";
import type { Loaded } from "../load";
import { note } from "../move";
import { currentTransfer, ended, targetOf, type Destination } from "./stored";

export type Named = {
  /** Drawn by the form: sending it again names nothing twice. */
  id: string;
  company: string;
  address: string;
  /** The code that the company gave the person; empty without one. */
  code: string;
  language: Language;
};

/** So often a person may change their mind about where to; beyond it they should write. */
const most = 20;

type Refused = NoTarget | "not-offered" | "company" | "code" | "under-way" | "answered" | "too-many";

/** Names it. Gives the reference of the request it belongs to. */
export async function nameTransfer(who: Actor, named: Named): Promise<Result<Refused, { reference: string }>> {
  if (!policy().transfer) return no("not-offered");
  const company = named.company.trim().replaceAll(/\s+/gu, " ");
  if (company.length < 2 || company.length > 120 || /\p{C}/u.test(company)) return no("company");
  const code = named.code.trim();
  // RFC 6750 section 2.1: anything else would be cut or changed on its way.
  if (code !== "" && !/^[A-Za-z0-9._~+/-]{1,500}={0,2}$/.test(code)) return no("code");
  const target = targetOf(named.address);
  if (!target.ok) return target;
  const reference = (await openOne(who)) ?? (await ask(who, named));
  if (reference === null) return no("too-many");
  return deciding<Refused, { reference: string }>(ownSight(who), reference, async (tx) => {
    const request = await forSubject(tx, who, reference);
    if (!request || isClosed(request.state)) return no("answered");
    return keep(tx, who, request, { id: named.id, company, code, target: target.value });
  });
}

/** The person's own open request to take data along. */
async function openOne(who: Actor): Promise<string | null> {
  const rows = await transactionAs(ownSight(who), (tx) =>
    tx.request.findMany({
      where: { personId: who.person ?? "", right: "portability", requester: "self", closedAt: null, byHand: false },
      orderBy: { receivedAt: "desc" },
      select: { id: true, state: true },
    }),
  );
  return rows.find(({ state }) => !isClosed(state as State))?.id ?? null;
}

async function ask(who: Actor, { id, language }: Named): Promise<string | null> {
  const received = await receive(who, { id, wishes: [{ right: "portability" }], language });
  return received.ok ? (received.value.requests[0]?.reference ?? null) : null;
}

type Kept = { id: string; company: string; code: string; target: Target };

async function keep(
  tx: Tx,
  who: Actor,
  { id: request, keys }: Loaded,
  { id, company, code, target }: Kept,
): Promise<Result<Refused, { reference: string }>> {
  const known = await tx.transfer.findUnique({ where: { id } });
  if (known) return known.request === request ? yes({ reference: request }) : no("answered");
  if ((await tx.transfer.count({ where: { request } })) >= most) return no("too-many");
  const before = await currentTransfer(tx, request);
  if (before && before.state !== "named") return no("under-way");
  if (before) {
    await tx.transfer.update({ where: { id: before.id }, data: ended("cancelled", await portalNow(tx)) });
    await note(tx, request, "transfer-cancelled", who, { as: "subject", data: { transfer: before.id } });
  }
  const destination: Destination = { company, url: target.url.href, host: target.host, ascii: target.ascii };
  const to = await putInDrawer(tx, keys, "transfer", destination);
  const sealed = code === "" ? null : sealFor(keys, "transfer code", code);
  await tx.transfer.create({ data: { id, request, toId: to.id, code: sealed } });
  await note(tx, request, "transfer-named", who, { as: "subject", data: { transfer: id }, commit: to.commit });
  return yes({ reference: request });
}
