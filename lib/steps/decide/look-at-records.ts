/**
 * Art. 5(1)(c), (f), 15 (C-579/21): a plan counts records and shows none. Whoever has to see what one line is about says what for
 * and looks on purpose: the look is an event of the request before anything is read. `records-shown.ts` then reads.
 */
import { has, type Actor } from "../../actor";
import { sourceById } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import type { LookPurpose } from "../../gdpr/facts";
import type { Decision, Group } from "../../gdpr/plan-value";
import { isMarked } from "../../gdpr/redaction";
import { no, yes, type Result } from "../../result";
import { openDrawer, putInDrawer, type RequestKey } from "../../seal/request-key";
import { staffSight } from "../../sight";
import type { Loaded } from "../load";
import { note } from "../move";
import { deciding, forStaff } from "./allowed";

const openFor = 3_600_000;

export type Looking = {
  /** Hash of the plan that was shown. */
  shown: string;
  /** The line's place in it, and which part of the source. */
  line: number;
  part: string;
  why: LookPurpose;
  words: string;
};

type Refused = "not-found" | "not-allowed" | "own-request" | "closed" | "plan-changed" | "line" | "words-missing";

/** What a look was for, as it lies sealed. */
export type Sealed = Omit<Looking, "shown" | "line"> & { planNo: number; decision: number };
export type Look = { seq: number; sealed: Sealed };

/** Records that this person looks at the records of one line; gives the event's number, by which its page is asked for. */
export async function lookAtRecords(
  who: Actor,
  reference: string,
  { shown, line, part, why, words }: Looking,
): Promise<Result<Refused, number>> {
  if (words.trim().length < 10) return no("words-missing");
  return deciding<Refused, number>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok) return found;
    const obstacle = obstacleTo(who, found.value);
    if (obstacle) return no(obstacle);
    const { keys, planHash, planNo } = found.value;
    if (planHash !== shown) return no("plan-changed");
    const row = await tx.decision.findUnique({
      where: { request_planNo_idx: { request: reference, planNo, idx: line } },
    });
    const known = row && partsOf({ ...row, groups: row.groups as unknown as Group[] }).some((one) => one.part === part);
    if (!known) return no("line");
    const sealed: Sealed = { planNo, decision: line, part, why, words: words.trim() };
    // Pressed twice is one look.
    const same = (await openLooks(tx, who, reference, keys)).find((look) => isSame(look.sealed, sealed));
    if (same) return yes(same.seq);
    const { commit } = await putInDrawer(tx, keys, "look", sealed);
    const data = { source: row.source, category: row.category, decision: line, why };
    const as = has(who, "reviewer") ? "reviewer" : "dpo";
    const { seq } = await note(tx, reference, "records-looked", who, { as, data, commit });
    return yes(seq);
  });
}

/** Why nobody, or not this person, looks at records of the request now. */
export function obstacleTo(who: Actor, { personId, account, closedAt }: Loaded): "own-request" | "closed" | null {
  const own = personId === who.person || (account !== null && account === who.account);
  if (own) return "own-request";
  // What it was about has been decided; there is nothing left to look for.
  return closedAt ? "closed" : null;
}

const isSame = (one: Sealed, other: Sealed): boolean =>
  one.planNo === other.planNo &&
  one.decision === other.decision &&
  one.part === other.part &&
  one.why === other.why &&
  one.words === other.words;

/** The looks of this person that are younger than an hour, the last first. */
export async function openLooks(tx: Tx, { person }: Actor, request: string, keys: RequestKey): Promise<Look[]> {
  if (person === null) return [];
  const known = await tx.pseudonym.findUnique({ where: { request_personId: { request, personId: person } } });
  if (!known) return [];
  const since = new Date((await portalNow(tx)).getTime() - openFor);
  const events = await tx.event.findMany({
    where: { request, fact: "records-looked", actorId: known.id, at: { gte: since } },
    orderBy: { seq: "desc" },
    select: { seq: true, commit: true },
  });
  const commits = events.flatMap(({ commit }) => commit ?? []);
  const drawers = await tx.drawer.findMany({
    where: { request, commit: { in: commits } },
    select: { id: true, commit: true },
  });
  const ids = new Map(drawers.map(({ id, commit }) => [commit, id]));
  const looks: Look[] = [];
  for (const { seq, commit } of events) {
    const id = ids.get(commit ?? "");
    if (id) looks.push({ seq, sealed: await openDrawer<Sealed>(tx, keys, id) });
  }
  return looks;
}

/** One part of a line, with how many records it counts. */
export type LineToLook = Pick<Decision, "source" | "category" | "action"> & {
  idx: number;
  part: string;
  count: number;
};

/**
 * What of the current plan can be looked at, in the order of the plan. With `others` the records that name others, which are decided
 * about one by one where they are shown; without it what stands as it is.
 */
export async function linesToLook(who: Actor, reference: string, { others = false } = {}): Promise<LineToLook[]> {
  return transactionAs(staffSight(who), async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok) return [];
    const rows = await tx.decision.findMany({
      where: { request: reference, planNo: found.value.planNo, count: { gt: 0 } },
      orderBy: { idx: "asc" },
    });
    return rows.flatMap(({ idx, source, category, action, groups: all }) => {
      const groups = (all as unknown as Group[]).filter((group) =>
        others ? isMarked(group) && (action === "ask" || group.redaction) : !group.redaction,
      );
      return partsOf({ source, groups }).map((part) => ({
        idx,
        source,
        category,
        action: action as Decision["action"],
        ...part,
      }));
    });
  });
}

type About = Pick<Decision, "source"> & { groups: readonly Group[] };

/**
 * The parts of a line that can be looked at, each with how many records it counts. None where only people reach the system, where
 * it hands nothing out, and where it would have to be ordered to prepare a copy first.
 */
export function partsOf({ source: id, groups }: About): { part: string; count: number }[] {
  const source = sourceById(id);
  if (source.kind === "manual" || source.prepare) return [];
  const counts = new Map<string, number>();
  for (const group of groups) {
    if (group.unread || !group.count) continue;
    const part = source.partOf(group);
    counts.set(part, (counts.get(part) ?? 0) + group.count);
  }
  return [...counts].map(([part, count]) => ({ part, count }));
}
