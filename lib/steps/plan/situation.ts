/**
 * What a decision may look at, gathered for one request: the policy's rules, holds and restrictions in force, the
 * person's choice, the reviewer's answers, today.
 */
import { policy } from "../../company";
import type { Tx } from "../../db";
import type { Answer } from "../../gdpr/facts";
import type { OverrideGround } from "../../gdpr/overridable";
import type { Override } from "../../gdpr/override";
import type { Situation } from "../../gdpr/plan";
import type { ErasureChoice } from "../../gdpr/plan-value";
import type { Right } from "../../gdpr/right";
import type { HoldKind } from "../../gdpr/rule";
import type { Pause } from "../../gdpr/wish";
import type { Person } from "../../sources/source";
import { recordOf, type HeldRecord } from "../../seal/held-record";
import { inForce, reaches } from "./in-force";

export type Asking = {
  id: string | null;
  account: string | null;
  subject: Pick<Person, "account" | "addresses">;
  right: Right;
  choice: ErasureChoice | null;
  pause: Pause | null;
  /** Purposes that an objection ends once it was weighed. */
  weighed: readonly string[];
};

/**
 * The situation of a request (or of a preview, with no id) at `now`, or at the portal's instant. A hold on one record counts for its whole category as long
 * as nobody has looked which groups it reaches.
 */
export async function situation(
  tx: Tx,
  asking: Asking,
  now: Date | null = null,
): Promise<Situation & { holds: Hold[] }> {
  const { categories, purposes, zone, entity } = policy();
  const { holds, pauses, releasedYears, ...read } = await inForce(tx, asking);
  const answers = asking.id ? await tx.answer.findMany({ where: { request: asking.id } }) : [];
  return {
    zone,
    entity,
    today: (now ?? read.now).toISOString(),
    categories,
    purposes,
    holds: holds.map(({ kind, category, record }) => ({ kind: holdKind(kind), category, record: recordOf(record) })),
    art18: pauses.flatMap(({ category }) => (category === null ? Object.keys(categories) : [category])),
    choice: asking.choice,
    pause: asking.pause,
    ended: endedBy(asking),
    releasedYears: policy().taxYears ? releasedYears : null,
    overrides: asking.id ? await overridesOf(tx, asking.id) : [],
    answers: Object.fromEntries(answers.map(({ selector, answer }) => [selector, answer as Answer])),
  };
}

/** What a reviewer decided otherwise about lines of the request's plan, and did not take back. */
async function overridesOf(tx: Tx, request: string): Promise<Override[]> {
  const rows = await tx.override.findMany({ where: { request, takenBackAt: null }, orderBy: { at: "asc" } });
  return rows.map(({ line, ground, norm, until }) => ({
    line,
    ground: ground as OverrideGround,
    norm,
    until: until?.toISOString().slice(0, 10) ?? null,
  }));
}

/** What the right ends; asked without a wish, everything that it could end. */
function endedBy({ right, weighed }: Asking): readonly string[] {
  const { consents, stops } = policy();
  if (right === "objection") return weighed.length > 0 ? weighed : stops.advertising;
  return right === "withdrawal" ? Object.keys(consents).filter((id) => !consents[id]?.device) : [];
}

type Hold = { kind: HoldKind; category: string | null; record: HeldRecord | null };
export type About = Pick<Asking, "id" | "account" | "subject">;

/**
 * Holds in force on the same person, whichever request they came with: by request, account, or an address that is theirs.
 * Who has no account is found by the address alone. Prisma's `hasSome` finds no bytes, hence the statements.
 */
export const openHolds = (tx: Tx, about: About) =>
  tx.$queryRaw<{ id: string; kind: string; category: string | null; record: Uint8Array | null; placedAt: Date }[]>`
    SELECT "id", "kind", "category", "record", "placed_at" AS "placedAt" FROM "hold"
    WHERE "released_at" IS NULL AND ${reaches(about)}`;

/** Pauses in force on the same person, found alike; with a `purpose` it is that one use alone that rests. */
export const openPauses = (tx: Tx, about: About) =>
  tx.$queryRaw<{ request: string; category: string | null; purpose: string | null; setAt: Date }[]>`
    SELECT "request", "category", "purpose", "set_at" AS "setAt" FROM "restriction"
    WHERE "lifted_at" IS NULL AND ${reaches(about)}`;

/** Whether it is about records of the category: everything, or that one. */
export const isAbout =
  (category: string) =>
  (row: { category: string | null }): boolean =>
    row.category === null || row.category === category;

/** A legal hold stops every end, as a claim does. */
export const holdKind = (kind: string): HoldKind => (kind === "tax" || kind === "recall" ? kind : "claim");
