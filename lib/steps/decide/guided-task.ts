/**
 * Art. 5(2), 32: a task in a system that only people reach, led by its guide. Whom it is about is shown to whoever looked
 * into the file on purpose; what was done is written down in the fields of the guide and lies sealed in the request's
 * drawer. The row of the task says only that it was done.
 */
import { createHash } from "node:crypto";
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs, type Tx } from "../../db";
import type { Day } from "../../gdpr/day";
import { rightOfTask } from "../../gdpr/task";
import { readEvidence, type Evidence, type EvidenceProblem } from "../../gdpr/task-evidence";
import { guideOf, type Guide } from "../../policy/guide";
import type { Identifier } from "../../policy/kinds/manual";
import { no, type Result } from "../../result";
import { openDrawer, putInDrawer, requestKey } from "../../seal/request-key";
import { staffSight } from "../../sight";
import type { Person } from "../../sources/source";
import { loadRequest } from "../load";
import { hasLooked } from "./look";
import { settleTask } from "./task";

const drawerKind = "task evidence";
type Sealed = { task: string; evidence: Evidence; note: string };

type Finished = {
  evidence: Readonly<Record<string, string>>;
  note: string;
  effectiveOn: Day | null;
  /** What the person is told (`settleTask`). */
  found?: string;
};
type Refused =
  "not-found" | "not-allowed" | "no-guide" | "found-missing" | "stopped" | "done-before" | "not-yet" | "evidence";

/** Records what was done. `problems` names the fields that are missing or wrong when the reason is `evidence`. */
export async function finishGuidedTask(
  who: Actor,
  id: string,
  { evidence: given, note, effectiveOn, found = "" }: Finished,
): Promise<Result<Refused> & { problems?: EvidenceProblem[] }> {
  if (!has(who, "reviewer", "dpo", "legal", "operator")) return no("not-found");
  if (!has(who, "reviewer", "dpo")) return no("not-allowed");
  return transactionAs(staffSight(who), async (tx) => {
    const task = await tx.task.findUnique({ where: { id } });
    if (!task) return no("not-found");
    const guide = guideOfRow(task);
    if (!guide) return no("no-guide");
    const read = readEvidence(guide.evidence, given);
    if (!read.ok) return { ...no("evidence"), problems: read.problems };
    const settled = await settleTask(tx, who, id, { answer: null, toldOn: null, effectiveOn, found });
    if (!settled.ok) return settled;
    const sealed: Sealed = { task: id, evidence: read.value, note: note.trim() };
    await putInDrawer(tx, await requestKey(tx, task.request), drawerKind, sealed);
    return settled;
  });
}

type Row = { kind: string; source: string | null };

const guideOfRow = ({ kind, source }: Row): Guide | null => {
  const right = rightOfTask(kind);
  return right === null || source === null ? null : guideOf(policy(), source, right);
};

export type Known = { label: Identifier["label"]; values: string[] };
export type GuidedFile = {
  /** By what the person is found there; an entry without values says that nothing is known. */
  identifiers: Known[];
  /** What was written down when the task was done; null while it is open. */
  evidence: Evidence | null;
  note: string;
};

/** Whom a guided task is about and what came of it, to those who looked within the hour; null to everybody else. */
export async function guidedFile(who: Actor, id: string): Promise<GuidedFile | null> {
  if (!has(who, "reviewer", "dpo")) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const task = await tx.task.findUnique({ where: { id } });
    const guide = task && guideOfRow(task);
    if (!guide || !(await hasLooked(tx, who, task.request))) return null;
    const { subject } = await loadRequest(tx, task.request);
    const sealed = await sealedFor(tx, task.request, id);
    return {
      identifiers: guide.identifiers.map((one) => ({ label: one.label, values: valuesOf(subject, one) })),
      evidence: sealed?.evidence ?? null,
      note: sealed?.note ?? "",
    };
  });
}

async function sealedFor(tx: Tx, request: string, task: string): Promise<Sealed | null> {
  const rows = await tx.drawer.findMany({ where: { request, kind: drawerKind }, select: { id: true } });
  if (rows.length === 0) return null;
  const keys = await requestKey(tx, request);
  for (const { id } of rows) {
    const sealed = await openDrawer<Sealed>(tx, keys, id);
    if (sealed.task === task) return sealed;
  }
  return null;
}

/** An address counts that was proved or that the shop's own records give the person: another may be somebody else's. */
export function valuesOf({ account, addresses, names, ids }: Person, { of, as }: Identifier): string[] {
  const own = addresses.filter(({ proved, held }) => proved || held !== null);
  const known: Readonly<Record<string, readonly string[]>> = {
    ...ids,
    account: account === null ? [] : [account],
    address: own.map(({ email }) => email.trim().toLowerCase()),
    name: names,
  };
  const values = [...new Set(known[of] ?? [])];
  return as === "raw" ? values : values.map((value) => createHash(as).update(value).digest("hex"));
}
