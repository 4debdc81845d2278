/**
 * Art. 5(2), 12(3): with the answer the person gets what opens it: letters, plan and lists with their salts, and where the events
 * stand in the log. When the file has ended here, only they can still show what was promised.
 */
import { languageOf } from "../../../i18n/language";
import { has, type Actor } from "../../actor";
import { proofBytes, type ProofInput } from "../../bundle/write-proof";
import type { LogProofs, Opening } from "../../bundle/format";
import { letterheadNow, policy } from "../../company";
import { lookAs, transactionAs, type Tx } from "../../db";
import { mayTell } from "../../gdpr/disclosure";
import type { Event } from "../../gdpr/evidence";
import type { Answer } from "../../gdpr/facts";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { headOf } from "../../letters/head";
import type { Letter } from "../../letters/letter";
import { receiptOf } from "../../report/receipt";
import { no, yes, type Result } from "../../result";
import { openDrawerWithSalt, requestKey, type RequestKey } from "../../seal/request-key";
import { ownSight } from "../../sight";
import { keptLines } from "../plan/closed-list";
import { proofOf } from "../log/proofs";
import { note } from "../move";
import { lockRequest } from "../decide/allowed";

type Refused = "not-found" | "not-ready" | "not-fresh";

/** More lines than this are left out: a container holds fifty million bytes. */
const mostListed = 40_000_000;

/**
 * The proof of a closed request, to the person who made it: control of an address opens what was asked for by that address alone,
 * and the sign-in is as fresh as for a copy. That it was taken is recorded.
 */
export async function takeProof(
  who: Actor,
  reference: string,
): Promise<Result<Refused, { name: string; bytes: Buffer }>> {
  return transactionAs(ownSight(who), async (tx): Promise<Result<Refused, { name: string; bytes: Buffer }>> => {
    await lockRequest(tx, reference);
    const request = await tx.request.findUnique({ where: { id: reference } });
    const isOwn = request !== null && who.person !== null && request.personId === who.person;
    if (!isOwn || has(who, "system")) return no("not-found");
    if (!request.closedAt || request.shreddedAt) return no("not-ready");
    const doorFits = who.door === "oidc" || (who.door === "link" && request.door !== null && request.door !== "oidc");
    if (!doorFits || who.authAge === null || who.authAge > policy().release.freshMinutes * 60) return no("not-fresh");
    const { at } = await note(tx, reference, "exported", who, { as: "subject", data: { form: "proof" } });
    const { planNo } = request;
    await lookAs(tx, { role: "proof", key: reference });
    const input = await gather(tx, { reference, planNo });
    if (input.events.length === 0) return no("not-ready");
    const madeAt = at.toISOString();
    const letters = input.openings.flatMap(({ payload }) => (isLetter(payload) ? [payload] : []));
    const language = languageOf(request.language);
    const { zone } = policy();
    // Loaded when it is needed, like every PDF.
    const { pdfOf } = await import("../../report/pdf");
    const head = headOf(language, letterheadNow());
    const receipt = await pdfOf(receiptOf({ reference, demo: input.demo, head, letters, language, zone, madeAt }));
    const bytes = proofBytes({ ...input, receipt, madeAt });
    return yes({ name: `proof-${reference}.zip`, bytes });
  });
}

type Wanted = { reference: string; planNo: number };

async function gather(tx: Tx, { reference, planNo }: Wanted): Promise<Omit<ProofInput, "madeAt" | "receipt">> {
  const keys = await requestKey(tx, reference);
  const rows = await tx.event.findMany({
    where: { request: reference, commit: { not: null } },
    orderBy: { seq: "asc" },
  });
  const drawers = await tx.drawer.findMany({
    where: { request: reference },
    select: { id: true, kind: true, commit: true },
  });
  const plan = (await mayOpenPlan(tx, { reference, planNo }))
    ? await tx.plan.findUnique({ where: { request_no: { request: reference, no: planNo } } })
    : null;
  const opened = new Map(
    drawers.filter(({ id, kind }) => kind !== "plan" || id === plan?.drawerId).map(({ id, commit }) => [commit, id]),
  );
  const events: Event[] = [];
  const openings: Opening[] = [];
  for (const { at, actorId, actorRole, ...row } of rows) {
    const drawer = opened.get(row.commit ?? "");
    if (drawer === undefined) continue;
    events.push({ v: 1, ...row, at: at.toISOString(), actor: { role: actorRole, id: actorId } } as Event);
    openings.push({ seq: row.seq, ...(await openDrawerWithSalt(tx, keys, drawer)) });
  }
  const demo = await tx.meta.findUnique({ where: { key: "demo" } });
  const log: LogProofs | null = await proofOf(
    tx,
    reference,
    events.map(({ seq }) => seq),
  );
  const lists = plan ? await listsOf(tx, keys, planNo) : [];
  return { reference, demo: demo?.value === "true", events, openings, log, lists };
}

const isLetter = (payload: unknown): payload is Letter =>
  typeof payload === "object" && payload !== null && "blocks" in payload;

/**
 * A plan names every kind of record that was found. Where one of them may not be told of, the whole plan stays closed: leaving
 * a line out would be another plan.
 */
async function mayOpenPlan(tx: Tx, { reference, planNo }: Wanted): Promise<boolean> {
  const decisions = await tx.decision.findMany({ where: { request: reference, planNo } });
  const answers = await tx.answer.findMany({ where: { request: reference } });
  const given = new Map(answers.map(({ selector, answer }) => [selector, answer as Answer]));
  return decisions.every(({ category, groups }) => {
    const disclose = policy().categories[category]?.disclose;
    const found = groups as unknown as Group[];
    return (
      disclose === "always" ||
      (found.length > 0 && found.every((one) => mayTell(one, disclose, given.get(groupKey(one)))))
    );
  });
}

async function listsOf(tx: Tx, keys: RequestKey, planNo: number): Promise<ProofInput["lists"]> {
  const decisions = await tx.decision.findMany({
    // Which of their records was withheld or blacked out, and where, is told in the answer.
    where: { request: keys.request, planNo, list: { not: null }, OR: [{ ground: null }, { ground: { not: "15(4)" } }] },
    orderBy: { idx: "asc" },
    select: { idx: true },
  });
  const lists: { decision: number; lines: Buffer }[] = [];
  let left = mostListed;
  for (const { idx } of decisions) {
    const lines = await keptLines(tx, keys, { request: keys.request, planNo, idx }, left);
    if (!lines) continue;
    left -= lines.length;
    lists.push({ decision: idx, lines });
  }
  return lists;
}
