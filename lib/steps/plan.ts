/**
 * Art. 12(3), 17, 15: the plan. Every source is asked, every group decided by the law, the keys of what will be written
 * are kept as a closed list, and the whole is hashed: a reviewer approves exactly that.
 */
import { system } from "../actor";
import { policy } from "../company";
import { db, portalNow, type Tx } from "../db";
import { draftPlan, finishPlan, planHash } from "../gdpr/plan";
import type { Draft, Plan } from "../gdpr/plan-value";
import { putInDrawer, sealFor } from "../seal/request-key";
import type { Claim } from "./claim";
import { keepList } from "./closed-list";
import { loadRequest, type Loaded } from "./load";
import { reached } from "./milestone";
import { move, note } from "./move";
import { arrivedLater, standing } from "./arrived-later";
import { search, type Searched } from "./search";
import { withSnapshot } from "./snapshot";
import { noticeOthers } from "./stop-notice";
import { situation } from "./situation";

type Numbered = Draft & { list: string | null; chunks: number; parts: string[] };

/**
 * Makes the next plan of a request. When a source cannot be reached nothing is planned: the request waits for the
 * source and is tried again. Gives whether a plan was made.
 */
export async function makePlan(claimed: Claim): Promise<"planned" | "source-unreachable"> {
  const now = await portalNow();
  const request = await loadRequest(db(), claimed.request);
  const found = await search(request.subject, now);
  if (found.outcomes.some(({ outcome }) => outcome === "unreachable")) {
    await waitForSource(request, claimed);
    return "source-unreachable";
  }
  reached("plan:searched");
  const searched = await onlyLater(request, await withSnapshot(request, found, claimed));
  const { right, groups } = { right: request.right, groups: searched.groups };
  const drafts = draftPlan({ right, groups, ...(await situation(db(), request, now)) });
  const planNo = request.planNo + 1;
  const numbered = await keepLists(request, planNo, searched, drafts);
  reached("plan:listed");
  const plan = finishPlan({ request: request.id, right, policy: policy().edition }, numbered);
  await db().$transaction((tx) => store(tx, { request, planNo, plan, drafts: numbered, searched, claimed }));
  return "planned";
}

/** The plan of a follow-up is about what arrived later, nothing else. */
async function onlyLater(request: Loaded, searched: Searched): Promise<Searched> {
  if (request.followsUp === null) return searched;
  const before = await db().request.findUniqueOrThrow({ where: { id: request.followsUp } });
  const later = arrivedLater(searched.groups, await standing(db(), before));
  return { ...searched, groups: later.map(({ group }) => group) };
}

async function waitForSource(request: Loaded, { fence }: Claim): Promise<void> {
  if (request.waitsFor === "source") return;
  await db().$transaction(async (tx) => {
    await tx.request.update({ where: { id: request.id }, data: { waitsFor: "source" } });
    await note(tx, request.id, "waits", system, { data: { for: "source" }, fence });
  });
}

/** What is written now or on its day needs a closed list; what is only read or left alone needs none. */
const needsList = ({ action, until }: Draft): boolean =>
  ["erase", "unlink", "truncate", "restrict"].includes(action) || (action === "keep" && until !== null);

async function keepLists(request: Loaded, planNo: number, { person }: Searched, drafts: Draft[]): Promise<Numbered[]> {
  const numbered: Numbered[] = [];
  for (const [idx, draft] of drafts.entries()) {
    if (!needsList(draft)) {
      numbered.push({ ...draft, list: null, chunks: 0, parts: [] });
      continue;
    }
    const at = { request: request.id, planNo, idx };
    const { count, chunks, parts, commitment } = await keepList(db(), request.keys, at, person, draft.groups);
    // The list is read after the count: it is what will be written, so it is also what is counted.
    numbered.push({ ...draft, count, list: commitment, chunks, parts });
  }
  return numbered;
}

type Storing = {
  request: Loaded;
  planNo: number;
  plan: Plan;
  drafts: Numbered[];
  searched: Searched;
  claimed: Claim;
};

async function store(tx: Tx, { request, planNo, plan, drafts, searched, claimed }: Storing): Promise<void> {
  const { id, keys } = request;
  const hash = planHash(plan, keys.salt);
  const drawer = await putInDrawer(tx, keys, "plan", plan);
  await tx.plan.create({ data: { request: id, no: planNo, hash, policy: plan.policy, drawerId: drawer.id } });
  await tx.decision.createMany({ data: drafts.map((draft, idx) => decisionRow(id, planNo, idx, draft)) });
  await tx.search.createMany({ data: searched.outcomes.map((outcome) => ({ request: id, planNo, ...outcome })) });
  await tx.request.update({
    where: { id },
    data: {
      planNo,
      planHash: hash,
      policy: plan.policy,
      waitsFor: "reviewer",
      undoUntil: null,
      subject: sealFor(keys, "subject", searched.person),
    },
  });
  const records = drafts.reduce((sum, { count }) => sum + (count ?? 0), 0);
  await move(tx, id, "planned", system, {
    data: { plan: hash, decisions: drafts.length, records },
    commit: drawer.commit,
    fence: claimed.fence,
  });
  await noticeOthers(tx, request, searched.person, claimed.fence);
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
