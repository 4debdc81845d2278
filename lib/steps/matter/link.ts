/** Art. 17(3)(e): a request belongs to a matter: its file is held, and the data of its person; what it is no longer about goes on. */
import { has, type Actor } from "../../actor";
import { portalNow, transactionAs, type Tx } from "../../db";
import type { Day } from "../../gdpr/day";
import type { MatterKind } from "../../gdpr/matter";
import { done, no, type Result } from "../../result";
import { staffSight } from "../../sight";
import { excludeWriting } from "../carry-out/writing-lock";
import { lockRequest } from "../decide/allowed";
import { lay, letGo, mayNotEnd, type HoldKind } from "../decide/hold";
import { load, type Loaded } from "../load";
import { note } from "../move";
import { wordsOf } from "../../seal/matter";

type NotLinked = "not-found" | "closed" | "no-request" | "linked";
type NotUnlinked = "not-found" | "closed" | "same-person";

export type OpenMatter = { id: string; kind: MatterKind; sealed: Uint8Array; reviewOn: Date };

/** Links a request to an open matter: from now on its file and the data of its person are held. */
export async function linkRequest(who: Actor, matter: string, reference: string): Promise<Result<NotLinked>> {
  if (!has(who, "legal", "dpo")) return no("not-found");
  return transactionAs(staffSight(who), async (tx) => {
    const found = await lockMatter(tx, matter);
    if (!found.ok) return found;
    return linkTo(tx, who, found.value, reference);
  });
}

/** The open matter, for a transaction that waits for batches that are being written and lets none begin. */
export async function lockMatter(tx: Tx, id: string): Promise<Result<"not-found" | "closed", OpenMatter>> {
  await excludeWriting(tx);
  await tx.$queryRaw`SELECT "id" FROM "matter" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.matter.findUnique({ where: { id } });
  if (!row) return no("not-found");
  if (row.closedAt) return no("closed");
  return { ok: true, value: { ...row, kind: row.kind as MatterKind } };
}

/** `ordered`: the request was made because of the matter; its file is held, not the data that it is to end. */
export async function linkTo(
  tx: Tx,
  who: Actor,
  matter: OpenMatter,
  reference: string,
  { ordered = false } = {},
): Promise<Result<"no-request" | "linked">> {
  await lockRequest(tx, reference);
  const request = await load(tx, reference);
  if (!request) return no("no-request");
  const link = { matter: matter.id, request: reference, unlinkedAt: null };
  if ((await tx.matterRequest.count({ where: link })) > 0) return no("linked");
  await tx.matterRequest.create({ data: { ...link, ordered, linkedBy: who.person as string } });
  await note(tx, reference, "matter-linked", who, { data: { matter: matter.id } });
  if (!ordered) await hold(tx, who, matter, request);
  return done;
}

const kinds: Record<MatterKind, HoldKind> = { authority: "legal", court: "legal", lawyer: "claim", claimant: "claim" };

function hold(tx: Tx, who: Actor, matter: OpenMatter, request: Loaded): Promise<string> {
  const { summary: reason } = wordsOf(matter);
  const reviewOn = matter.reviewOn.toISOString().slice(0, 10) as Day;
  return lay(tx, who, request, { kind: kinds[matter.kind], category: null, reason, reviewOn, matter: matter.id });
}

/**
 * The matter is not about this request: what it held of it goes on. Where the policy asks for two people, not by the one who
 * linked it.
 */
export async function unlinkRequest(who: Actor, matter: string, reference: string): Promise<Result<NotUnlinked>> {
  if (!has(who, "legal", "dpo")) return no("not-found");
  return transactionAs(staffSight(who), async (tx) => {
    const found = await lockMatter(tx, matter);
    if (!found.ok) return found;
    const link = await tx.matterRequest.findFirst({ where: { matter, request: reference, unlinkedAt: null } });
    if (!link) return no("not-found");
    if (mayNotEnd(who, [link.linkedBy])) return no("same-person");
    const ended = { unlinkedAt: await portalNow(tx), unlinkedBy: who.person };
    await tx.matterRequest.update({ where: { id: link.id }, data: ended });
    await note(tx, reference, "matter-unlinked", who, { data: { matter } });
    await letGo(tx, who, await tx.hold.findMany({ where: { matter, request: reference, releasedAt: null } }));
    return done;
  });
}
