/** Art. 24, 5(1)(e): evidence that was taken out: who holds it, how far it is made, until when a copy may live. */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import type { Prisma } from "../../db/generated/client";
import { dayIn, type Day } from "../../gdpr/day";
import { staffSight } from "../../sight";
import { readsEvidence } from "../readers";

export type ExportLine = {
  id: string;
  form: "bundle" | "person" | "days";
  /** The request, or the one whose person is meant. */
  request: string | null;
  from: Day | null;
  to: Day | null;
  personal: boolean;
  madeOn: Day;
  mine: boolean;
  /** `failed`: it was begun three times. */
  state: "waiting" | "ready" | "too-much" | "failed" | "gone";
  /** How many of the requests are in it so far. */
  done: number;
  requests: number;
  bytes: number | null;
  sha256: string | null;
  /** Until when the file lies here. */
  until: Day | null;
  destroyOn: Day | null;
  destroyedOn: Day | null;
  late: boolean;
};

const onPage = 200;
const onRequest = 10;

/** The newest first; reviewers see their own, DPO and legal all; null for those who may not read evidence. */
export async function exportLines(who: Actor): Promise<ExportLine[] | null> {
  if (!readsEvidence(who)) return null;
  const where = has(who, "dpo", "legal") ? {} : { holder: who.person };
  return transactionAs(staffSight(who), (tx) => linesOf(tx, who, { where, take: onPage }));
}

export type Bundles = {
  /** What the reader ordered of the request, the newest first, as long as it is here or comes; what failed until it is ordered again. */
  lines: ExportLine[];
  /** Whether anybody makes what waits: a worker was alive in the last minute. */
  worker: boolean;
};

/** Bundles of one request that the reader ordered; null for those who may not read evidence. */
export async function bundlesOf(who: Actor, request: string): Promise<Bundles | null> {
  if (!readsEvidence(who) || who.person === null) return null;
  const where = { form: "bundle", request, holder: who.person, state: { not: "gone" }, destroyedAt: null };
  return transactionAs(staffSight(who), async (tx) => ({
    lines: (await linesOf(tx, who, { where, take: onRequest })).filter(isNews),
    worker: (
      await tx.$queryRaw<[{ alive: boolean }]>`
      SELECT EXISTS (SELECT FROM "heartbeat" WHERE "at" > portal_now() - interval '60 seconds') AS alive`
    )[0].alive,
  }));
}

/** Lines stand the newest first. */
const isNews = ({ state, personal }: ExportLine, at: number, lines: ExportLine[]): boolean =>
  state !== "failed" || !lines.slice(0, at).some((newer) => newer.personal === personal);

type Asked = { where: Prisma.EvidenceExportWhereInput; take: number };

async function linesOf(tx: Tx, who: Actor, { where, take }: Asked): Promise<ExportLine[]> {
  const { zone } = policy();
  const rows = await tx.evidenceExport.findMany({ where, orderBy: [{ madeAt: "desc" }, { id: "desc" }], take });
  const today = dayIn(zone, await portalNow(tx));
  return rows.map((row): ExportLine => {
    const never = row.state === "too-much" || row.state === "failed";
    // Of what was never made nobody has a copy.
    const destroyOn = never ? null : dateOf(row.destroyOn);
    return {
      id: row.id,
      form: row.form as ExportLine["form"],
      request: row.request,
      from: dateOf(row.fromOn),
      to: dateOf(row.toOn),
      personal: row.personal,
      madeOn: dayIn(zone, row.madeAt),
      mine: row.holder !== null && row.holder === who.person,
      // Said to be destroyed, ours goes with the worker's next look.
      state: row.destroyedAt && row.state === "ready" ? "gone" : (row.state as ExportLine["state"]),
      done: row.done,
      requests: row.requests,
      bytes: row.bytes === null ? null : Number(row.bytes),
      sha256: row.sha256,
      until: row.state === "ready" && row.expiresAt ? dayIn(zone, row.expiresAt) : null,
      destroyOn,
      destroyedOn: row.destroyedAt ? dayIn(zone, row.destroyedAt) : null,
      late: destroyOn !== null && row.destroyedAt === null && row.state !== "waiting" && destroyOn <= today,
    };
  });
}

const dateOf = (date: Date | null): Day | null => (date ? (date.toISOString().slice(0, 10) as Day) : null);
