/**
 * Art. 5(2), 24: the evidence of one request leaves the house as a file that verifies without us. That it left is
 * recorded first, so the file tells of its own making.
 */
import { has, type Actor, type Role } from "../actor";
import { sha256, bundleBytes, type BundleInput } from "../bundle/write";
import { approvalsSchema, type Opening } from "../bundle/format";
import { transactionAs, type Tx } from "../db";
import type { Event } from "../gdpr/evidence";
import type { Plan } from "../gdpr/plan-value";
import { no, yes, type Result } from "../result";
import { openDrawer, openDrawerWithSalt, requestKey, type RequestKey } from "../seal/request-key";
import { staffSight } from "../sight";
import { lockRequest } from "./decide/allowed";
import { destroyOn, exporterRole } from "./evidence/order";
import { logSigners } from "./log/keys";
import { proofsOf } from "./log/proofs";
import { note } from "./move";

export type Exported = {
  /** A file name without personal data. */
  name: string;
  bytes: Buffer;
  /** hex SHA-256 of the bytes. */
  sha256: string;
  events: number;
};

/** Payloads that stand in letters or are the plan; reasons given inside the house stay closed. */
const openable = /^(?:plan|refusal|letter [a-z-]+)$/;

/**
 * The bundle of a request; with `personal`, its letters and what opens their commitments too. It is signed where the key of the log
 * lies in the environment: with the worker, never with the process that shows pages. `handed`: it goes to somebody at once, who
 * from then on answers for it.
 */
export async function exportBundle(
  who: Actor,
  reference: string,
  { personal, handed = false }: { personal: boolean; handed?: boolean },
): Promise<Result<"not-found" | "not-allowed", Exported>> {
  const role = has(who, "system") ? "system" : exporterRole(who);
  if (!role) return no("not-allowed");
  // One transaction on the locked row: nothing can be recorded between the export and what it holds.
  const input = await transactionAs(staffSight(who), async (tx) => {
    await lockRequest(tx, reference);
    const request = await tx.request.findUnique({ where: { id: reference }, select: { planNo: true } });
    if (!request) return null;
    await note(tx, reference, "exported", who, { as: role, data: { form: "bundle" } });
    return gather(tx, { reference, planNo: request.planNo, personal });
  });
  if (!input) return no("not-found");
  // Loaded when it is needed: what writes a PDF takes longer to load than most commands take to run.
  const { makeReport } = await import("./make-report");
  const signers = process.env.LOG_KEY ? logSigners() : [];
  const bytes = bundleBytes({ ...input, report: await makeReport(input) }, signers);
  if (personal && handed && who.person !== null) await recordHolder(who, { reference, role, bytes });
  const name = `${reference}-evidence${personal ? "-with-letters" : ""}.zip`;
  return yes({ name, bytes, sha256: sha256(bytes), events: input.events.length });
}

type Handed = { reference: string; role: Role; bytes: Buffer };

/** Art. 5(1)(e): who holds letters outside the portal from now on, and until when. */
async function recordHolder(who: Actor, { reference, role, bytes }: Handed): Promise<void> {
  await transactionAs(staffSight(who), async (tx) => {
    const about = { form: "bundle", request: reference, personal: true, holder: who.person, role, state: "gone" };
    const file = { bytes: bytes.length, sha256: sha256(bytes), requests: 1, done: 1 };
    await tx.evidenceExport.create({ data: { ...about, ...file, destroyOn: await destroyOn(tx) } });
  });
}

type Wanted = { reference: string; planNo: number; personal: boolean };

async function gather(tx: Tx, { reference, planNo, personal }: Wanted): Promise<BundleInput> {
  const rows = await tx.event.findMany({ where: { request: reference }, orderBy: { seq: "asc" } });
  const events = rows.map(asEvent);
  const demo = await tx.meta.findUnique({ where: { key: "demo" } });
  const shredded = (await tx.requestKey.count({ where: { request: reference } })) === 0;
  const keys = shredded ? null : await requestKey(tx, reference);
  const row = await tx.plan.findUnique({ where: { request_no: { request: reference, no: planNo } } });
  return {
    reference,
    demo: demo?.value === "true",
    personal,
    shredded,
    events,
    approvals: await approvalsOf(tx, reference),
    log: await proofsOf(tx, reference, keys),
    plan: keys && row ? await openDrawer<Plan>(tx, keys, row.drawerId) : null,
    openings: keys && personal ? await openingsOf(tx, keys, events) : [],
  };
}

type Row = Awaited<ReturnType<Tx["event"]["findMany"]>>[number];

/** Throws nothing and mends nothing: what is wrong with a stored row is for the verifier to say. */
function asEvent({ at, actorId, actorRole, ...row }: Row): Event {
  return { v: 1, ...row, at: at.toISOString(), actor: { role: actorRole, id: actorId } } as Event;
}

async function approvalsOf(tx: Tx, request: string) {
  const rows = await tx.approval.findMany({ where: { request }, orderBy: [{ planNo: "asc" }, { kind: "asc" }] });
  const pseudonyms = await tx.pseudonym.findMany({ where: { request } });
  const ids = new Map(pseudonyms.map(({ personId, id }) => [personId, id]));
  // Of a shredded request nobody's pseudonym may be left: what cannot be told apart is not told.
  const known = rows.flatMap(({ personId, ...row }) => {
    const by = ids.get(personId);
    return by === undefined ? [] : [{ ...row, by }];
  });
  return approvalsSchema.parse(
    known.map(({ kind, planHash, by, at }) => ({ kind, plan: planHash, by, at: at.toISOString() })),
  );
}

async function openingsOf(tx: Tx, keys: RequestKey, events: readonly Event[]): Promise<Opening[]> {
  const drawers = await tx.drawer.findMany({ where: { request: keys.request }, select: { id: true, kind: true, commit: true } }); // prettier-ignore
  const byCommit = new Map(drawers.map((drawer) => [drawer.commit, drawer]));
  const openings: Opening[] = [];
  for (const { seq, commit } of events) {
    const drawer = commit === null ? undefined : byCommit.get(commit);
    if (!drawer || !openable.test(drawer.kind)) continue;
    openings.push({ seq, ...(await openDrawerWithSalt(tx, keys, drawer.id)) });
  }
  return openings;
}
