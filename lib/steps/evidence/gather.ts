/**
 * Art. 5(2): what lies in the bundle of a request, read from its rows as its chain stood at the event that says it was taken. What
 * happened after that event is in the next bundle.
 */
import { approvalsSchema, type Approval, type Opening } from "../../bundle/format";
import { stands } from "../../bundle/verify-plans";
import type { BundleInput } from "../../bundle/write";
import type { Tx } from "../../db";
import type { Event } from "../../gdpr/evidence";
import type { Plan } from "../../gdpr/plan-value";
import { openDrawer, openDrawerWithSalt, requestKey, type RequestKey } from "../../seal/request-key";
import { opened } from "../file/fetch";
import type { Named } from "../file/keep";
import { proofsOf } from "../log/proofs";

export type Wanted = {
  reference: string;
  /** With letters, plans and what opens them. */
  personal: boolean;
  /** The event `exported` with which the bundle ends. */
  seq: number;
};

/** Payloads that stand in letters, are the plan, or name what the person sent as files or had sent elsewhere; reasons given inside the house stay closed. */
const openable = /^(?:plan|refusal|files|transfer|transfer receipt|letter [a-z-]+)$/;

/** Everything that `bundleBytes` takes but the report. The row of the request has to be locked. */
export async function gather(tx: Tx, { reference, personal, seq }: Wanted): Promise<BundleInput> {
  const rows = await tx.event.findMany({ where: { request: reference }, orderBy: { seq: "asc" } });
  const all = rows.map(asEvent);
  const events = all.filter((event) => event.seq <= seq);
  const demo = await tx.meta.findUnique({ where: { key: "demo" } });
  const shredded = (await tx.requestKey.count({ where: { request: reference } })) === 0;
  const keys = shredded ? null : await requestKey(tx, reference);
  const approvals = await approvalsOf(tx, reference);
  return {
    reference,
    demo: demo?.value === "true",
    personal,
    shredded,
    events,
    // One that only later events tell of was given after this bundle was taken; one that none tells of is for the verifier to find.
    approvals: approvals.filter((one) => stands(one, events) || !stands(one, all)),
    log: await proofsOf(tx, { request: reference, keys, below: events.length }),
    plan: keys ? await planOf(tx, keys, events) : null,
    ...(keys && personal ? await personalOf(tx, keys, events) : { openings: [] }),
  };
}

type Row = Awaited<ReturnType<Tx["event"]["findMany"]>>[number];

/** Throws nothing and mends nothing: what is wrong with a stored row is for the verifier to say. */
function asEvent({ at, actorId, actorRole, ...row }: Row): Event {
  return { v: 1, ...row, at: at.toISOString(), actor: { role: actorRole, id: actorId } } as Event;
}

/** The last plan that these events tell of. */
async function planOf(tx: Tx, keys: RequestKey, events: readonly Event[]): Promise<Plan | null> {
  const made = events.findLast(({ fact }) => fact === "planned");
  if (!made) return null;
  const where = { request: keys.request, hash: String(made.data.plan) };
  const row = await tx.plan.findFirst({ where, orderBy: { no: "desc" } });
  return row ? openDrawer<Plan>(tx, keys, row.drawerId) : null;
}

async function approvalsOf(tx: Tx, request: string): Promise<Approval[]> {
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

async function personalOf(tx: Tx, keys: RequestKey, events: readonly Event[]) {
  const openings = await openingsOf(tx, keys, events);
  const files: Buffer[] = [];
  for (const { payload } of openings)
    for (const { id } of (payload as { files?: Named[] }).files ?? []) files.push((await opened(tx, keys, id)).content);
  return { openings, files };
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
