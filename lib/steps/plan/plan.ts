/**
 * Art. 12(3), 15 to 21: the plan. Every source is asked, every group decided by the law, the keys of what will be written
 * are kept as a closed list, and the whole is hashed: a reviewer approves exactly that. Where the policy says that a right
 * needs no reviewer, and no question is open, the rule approves.
 */
import { system } from "../../actor";
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { draftPlan, finishPlan, groupKey, heldNorms, keptBecause, planHash } from "../../gdpr/plan";
import { planShape } from "../../gdpr/plan-group";
import type { Draft, Plan } from "../../gdpr/plan-value";
import { needs, type Need } from "../../gdpr/still-needed";
import { putInDrawer, sealFor } from "../../seal/request-key";
import { SourceUnreachable, type Item } from "../../sources/source";
import { alarmed, stopForPerson } from "../carry-out/alarm";
import { noticeAddressChange } from "../carry-out/address-change";
import { arrivedLater, standing } from "../carry-out/arrived-later";
import type { Claim } from "../claim";
import { lockRequest } from "../decide/allowed";
import { feeIsOpen } from "../decide/fee";
import { excludeWritingWhereHeld, widenHolds } from "../decide/hold";
import { isOverridden } from "../decide/override";
import { isDemanded } from "../decide/look-demanded";
import { tellApprovalOver, tellApproved } from "../decide/tell-approved";
import { keepList, linesOf, listedBySources, type ListOf } from "./closed-list";
import { onlyCorrected } from "./corrected";
import { loadRequest, type Loaded } from "../load";
import { reached } from "../milestone";
import { move, note } from "../move";
import { holdsOnGroups } from "./held-groups";
import { itemsOf, withRedactions } from "./redacted";
import { search, type Searched } from "./search";
import { situation } from "./situation";
import { withSnapshot } from "./snapshot";
import { onlyTakenUp } from "./taken-up";
import { widenPauses } from "../ask/pause";
import { noticeOthers } from "../ask/stop-notice";
import { tellWaiting } from "../news/waiting";
import { waitingHours } from "./waiting";

type Numbered = Draft & { list: string | null; chunks: number; parts: string[] };
type About = Searched & { items?: ReadonlyMap<string, readonly Item[]>; about?: ReadonlySet<string> };
type Listing = Pick<About, "person" | "items"> & { needed: ReadonlyMap<string, Need> };

export type Planned = "planned" | "approved" | "source-unreachable" | "alarmed";

/**
 * Makes the next plan of a request. When a source cannot be reached nothing is planned: the request waits for the
 * source and is tried again, at `askAgain` where the source said so. Gives whether a plan was made, and whether it
 * already stands approved.
 */
export async function makePlan(claimed: Claim): Promise<{ outcome: Planned; askAgain: Date | null }> {
  const request = await loadRequest(db(), claimed.request);
  try {
    return await searchAndPlan(request, claimed);
  } catch (error) {
    if (await alarmed(request, error)) return { outcome: "alarmed", askAgain: null };
    if (!(error instanceof SourceUnreachable)) throw error;
    await waitForSource(request, claimed);
    return { outcome: "source-unreachable", askAgain: error.askAgain };
  }
}

async function searchAndPlan(request: Loaded, claimed: Claim): Promise<{ outcome: Planned; askAgain: Date | null }> {
  const now = await portalNow();
  const found = await search(request.subject, now, request.right);
  for (const source of found.alarms) await stopForPerson(request.id, source);
  if (found.alarms.length > 0) return { outcome: "alarmed", askAgain: null };
  if (found.outcomes.some(({ outcome }) => outcome === "unreachable")) {
    await waitForSource(request, claimed);
    return { outcome: "source-unreachable", askAgain: found.askAgain };
  }
  reached("plan:searched");
  const searched = await narrowed(request, found, claimed);
  const { groups, about } = searched;
  const around = await situation(db(), request, now);
  const holds = await holdsOnGroups(around.holds, searched);
  const drafts = draftPlan({ groups, about, ...around, holds, right: request.right });
  const needed = request.right === "erasure" ? needs(groups, { ...around, holds }) : new Map<string, Need>();
  const planNo = request.planNo + 1;
  const numbered = await keepLists(request, planNo, { ...searched, needed }, drafts);
  reached("plan:listed");
  const plan = finishPlan({ request: request.id, right: request.right, policy: policy().edition }, numbered);
  const stored = { request, planNo, plan, drafts: numbered, searched, claimed };
  return { outcome: await db().$transaction((tx) => store(tx, stored)), askAgain: null };
}

/** What of the person this request is about. */
async function narrowed(request: Loaded, found: Searched, claimed: Claim): Promise<About> {
  if (request.right === "rectification") return onlyCorrected(request, found);
  const about = await onlyLater(request, await withSnapshot(request, found, claimed));
  return request.right === "access" ? withRedactions(request, about) : about;
}

/** The plan of an erasure's follow-up is about what had to stay, or about what arrived later, nothing else. */
async function onlyLater(request: Loaded, searched: Searched): Promise<About> {
  if (request.followsUp === null) return searched;
  const takenUp = await onlyTakenUp(request, searched);
  if (takenUp) return takenUp;
  const before = await db().request.findUniqueOrThrow({ where: { id: request.followsUp } });
  if (before.right !== "erasure") return searched;
  const later = arrivedLater(searched.groups, await standing(db(), before));
  return { ...searched, about: new Set(later.map(({ group }) => groupKey(group))) };
}

export async function waitForSource(request: Loaded, { fence }: Claim): Promise<void> {
  if (request.waitsFor === "source") return tellWaiting(request);
  await db().$transaction(async (tx) => {
    await tx.request.update({ where: { id: request.id }, data: { waitsFor: "source" } });
    await note(tx, request.id, "waits", system, { data: { for: "source" }, fence });
  });
}

/**
 * What is written now or on its day needs a closed list; what is only read or left alone needs none, nor what a system
 * cannot mark itself: there the registry holds. What was decided about record by record has one of these decisions.
 */
function needsList(draft: Draft, { items, needed }: Listing): boolean {
  const { action, mode, until, groups } = draft;
  switch (action) {
    case "erase":
    case "unlink":
    case "truncate":
      return true;
    case "restrict":
      return mode !== "art18" || groups.every(({ pausable }) => pausable);
    case "keep":
      return until !== null || isTakenUp(draft, needed) || groups.some(({ redaction }) => redaction);
    case "stop":
      return groups.every(({ use }) => use);
    case "correct":
      return groups.every((group) => items?.get(groupKey(group))?.every(hasValues));
    case "export":
      return groups.some(({ redaction }) => redaction);
    case "ask":
      return false;
    default:
      return action satisfies never;
  }
}

/** What a hold keeps, or what still runs, is taken up by its list when that has ended. */
function isTakenUp({ norm, overridden, groups }: Draft, needed: Listing["needed"]): boolean {
  if (norm !== null && heldNorms.includes(norm)) return true;
  if (overridden || norm === keptBecause.restriction) return false;
  return groups.some((group) => needed.get(groupKey(group)) === "waits");
}

const hasValues = ({ values = {} }: Item): boolean => Object.keys(values).length > 0;

async function keepLists(request: Loaded, planNo: number, listing: Listing, drafts: Draft[]): Promise<Numbered[]> {
  const { person, items } = listing;
  const bySources = listedBySources(person);
  const listOf: ListOf = items ? listedBefore(items, bySources) : bySources;
  const numbered: Numbered[] = [];
  for (const [idx, draft] of drafts.entries()) {
    const seen = draft.groups.filter(({ count }) => count !== null);
    if (seen.length === 0 || !needsList(draft, listing)) {
      numbered.push({ ...draft, list: null, chunks: 0, parts: [] });
      continue;
    }
    const at = { request: request.id, planNo, idx };
    const { count, chunks, parts, commitment } = await keepList(db(), request.keys, at, seen, listOf);
    // The list is read after the count: it is what will be written, so it is also what is counted.
    const known = draft.count === null ? null : count;
    numbered.push({ ...draft, count: known, list: commitment, chunks, parts });
  }
  return numbered;
}

/** What is already known of a group; the sources list the others. */
const listedBefore = (items: NonNullable<About["items"]>, bySources: ListOf): ListOf =>
  async function* (groups) {
    for (const group of groups) {
      const known = items.get(itemsOf(group));
      yield* known ? linesOf(known) : bySources([group]);
    }
  };

type Storing = {
  request: Loaded;
  planNo: number;
  plan: Plan;
  drafts: Numbered[];
  searched: Searched;
  claimed: Claim;
};

async function store(tx: Tx, storing: Storing): Promise<"planned" | "approved"> {
  const { request, planNo, plan, drafts, searched, claimed } = storing;
  const { id, keys } = request;
  const { fence } = claimed;
  const hash = planHash(plan, keys.salt);
  await excludeWritingWhereHeld(tx, id);
  const drawer = await putInDrawer(tx, keys, "plan", plan);
  await tx.plan.create({ data: { request: id, no: planNo, hash, policy: plan.policy, drawerId: drawer.id } });
  await tx.decision.createMany({ data: drafts.map((draft, idx) => decisionRow(id, planNo, idx, draft)) });
  await tx.search.createMany({ data: searched.outcomes.map((outcome) => ({ request: id, planNo, ...outcome })) });
  await lockRequest(tx, id);
  // Art. 12(5): the rule approves nothing before the person agreed to a fee, even one announced during the search.
  const { feeState } = await tx.request.findUniqueOrThrow({ where: { id }, select: { feeState: true } });
  const free = !feeIsOpen({ feeState }) && !(await isOverridden(tx, id)) && !(await isDemanded(tx, id));
  const byRule = free && needsNobody(request, drafts);
  await tx.request.update({
    where: { id },
    data: {
      planNo,
      planHash: hash,
      planShape: planShape({ right: request.right, policy: plan.policy, choice: request.choice, drafts }),
      policy: plan.policy,
      waitsFor: feeIsOpen({ feeState }) ? "person" : byRule ? null : "reviewer",
      undoUntil: null,
      subject: sealFor(keys, "subject", searched.person),
    },
  });
  const records = drafts.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const told = { plan: hash, decisions: drafts.length, records };
  await move(tx, id, "planned", system, { data: told, commit: drawer.commit, fence });
  if (request.state === "approved") await tellApprovalOver(tx, request, request.planNo);
  await widenPauses(tx, id, searched.person);
  await widenHolds(tx, id, searched.person);
  await noticeOthers(tx, request, searched.person, fence);
  if (!byRule) return "planned";
  await approveByRule(tx, request, { plan: hash, planNo }, fence);
  return "approved";
}

/** Whether the policy lets the plan run without a reviewer: the right does, and nothing in it is left to a person. */
function needsNobody({ right, correction }: Loaded, drafts: readonly Numbered[]): boolean {
  // Art. 18(1): nothing that is certain waits for what is doubtful; that becomes a task of the same day.
  if (right === "restriction") return policy().review.automatic.includes(right);
  if (drafts.some(({ action, count }) => action === "ask" && count !== 0 && count !== null)) return false;
  return policy().review.automatic.includes(right) || (right === "rectification" && correction?.automatic === true);
}

/** A change by which the person is recognised waits; both addresses are told meanwhile. */
async function approveByRule(
  tx: Tx,
  request: Loaded,
  { plan, planNo }: { plan: string; planNo: number },
  fence: bigint,
): Promise<void> {
  const { id, correction } = request;
  const undoUntil = new Date((await portalNow(tx)).getTime() + waitingHours(request) * 3_600_000);
  await tx.request.update({ where: { id }, data: { undoUntil, tryAt: undoUntil } });
  await move(tx, id, "approved", system, { data: { plan }, fence });
  await tellApproved(tx, request, planNo, undoUntil);
  if (correction?.identity) await noticeAddressChange(tx, request, undoUntil, fence);
}

function decisionRow(request: string, planNo: number, idx: number, draft: Numbered) {
  const { groups, until, doubt, ...rest } = draft;
  const since = groups.flatMap((group) => group.since ?? []).toSorted()[0];
  return {
    request,
    planNo,
    idx,
    ...rest,
    doubt,
    until: until === null ? null : new Date(until),
    since: since === undefined ? null : new Date(since),
    groups,
  };
}
