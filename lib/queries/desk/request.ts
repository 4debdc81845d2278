/** One request as the desk sees it: plan, clock, what was done and what comes next. Nobody's name stands in it. */
import type { Language } from "../../gdpr/language";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import type { Pause } from "../../gdpr/deadline";
import type { FileLine } from "../../gdpr/attached";
import type { ExceptionDecision, NotToldGround } from "../../gdpr/facts";
import type { MatterKind } from "../../gdpr/matter";
import type { Decision, Doubt, Group } from "../../gdpr/plan-value";
import type { State } from "../../gdpr/request";
import type { Right } from "../../gdpr/right";
import { storedTerms, type ExceptionGround, type PauseGround, type Requester, type Terms } from "../../gdpr/wish";
import type { TakenUp } from "../../gdpr/taken-up";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";
import { waitsFor, type Waits } from "./queue";
import { requestSql } from "./request-sql";
import type { SurgeBrief } from "./surge-sql";

export type Stop = "hold" | "restriction" | "copy";

export type Line = Decision & {
  idx: number;
  doubt: Doubt | null;
  /** A reviewer decided otherwise than the rules. */
  overridden: boolean;
  since: string | null;
  done: number;
  gone: number;
  held: number;
  leftOver: number | null;
  stoppedBy: Stop | null;
  /** When the decision had run to its end. */
  finishedOn: string | null;
  /** When the duty that it left behind was carried out; null also while the source holds some of the records back. */
  endedOn: string | null;
  groups: Group[];
};

/** A line of the plan before the current one, while that waits for its approval. */
export type Former = Decision & { doubt: Doubt | null };

/** What a reviewer decided otherwise about a line, and did not take back. */
export type DeskOverride = Pick<Decision, "source" | "category" | "ground" | "norm" | "until"> & {
  id: string;
  from: Decision["action"];
  to: Decision["action"];
};

export type Task = {
  id: string;
  kind: string;
  source: string | null;
  category: string | null;
  recipient: string | null;
  dueOn: string;
  done: boolean;
  /** What legal said, once it did. */
  legal: "agrees" | "objects" | null;
  /** The person who looks finished it, or made the proposal that it stands for. */
  mine: boolean;
};

/** A recipient that is told of a change. */
export type DeskNotice = {
  id: string;
  recipient: string;
  change: "erased" | "corrected" | "paused" | "lifted";
  categories: string[];
  way: "source" | "email" | "api" | "portal" | "post";
  veiled: boolean;
  state: "to-send" | "sent" | "confirmed" | "not-told";
  dueOn: string;
  sentAt: string | null;
  effectiveOn: string | null;
  because: NotToldGround | null;
  /** When it was read behind its link. */
  openedAt: string | null;
};

/** An event as the desk tells it: instants as ISO text. */
export type Happened = {
  seq: number;
  at: string;
  fact: string;
  role: string;
  data: Record<string, string | number | null>;
};

/** A pause in force, whichever request of the person set it. */
export type Paused = {
  request: string;
  category: string | null;
  purpose: string | null;
  ground: PauseGround;
  setAt: string;
  /** The person was written to that it ends; `endsOn` follows when the letter was accepted. */
  announced: boolean;
  endsOn: string | null;
};

export type RequestRow = {
  reference: string;
  right: Right;
  state: State;
  waitsFor: Waits;
  channel: string;
  language: Language;
  receivedAt: string;
  receivedOn: string;
  dueOn: string;
  unrolledOn: string;
  extendedOn: string | null;
  /** Questions about who the person is that were answered. */
  pauses: Pause[];
  /** One that waits for its answer; `sentOn`: the day on which its letter left. */
  question: { askedAt: string; sentOn: string | null } | null;
  door: string | null;
  /** Who of the desk has it in hand. */
  assignee: string | null;
  account: boolean;
  choice: Terms | null;
  planNo: number;
  planHash: string | null;
  undoUntil: string | null;
  copyFirst: string | null;
  /** The request whose run left records that arrived later or were held, and those that are about what this one left. */
  followsUp: string | null;
  /** It is about what that one had to leave because of a hold, or of something that still ran, and that has ended. */
  takesUp: TakenUp | null;
  followUps: { reference: string; takesUp: TakenUp | null }[];
  requester: Requester;
  /** No source can be asked: a person answers. */
  byHand: boolean;
  answerBy: "portal" | "email" | "post";
  /** Purposes that have ended with it. */
  purposes: string[];
  /** When staff wrote it down, for what came by another way. */
  enteredOn: string | null;
  reminders: number;
  /** References of open requests that ask the same about the same person. */
  alike: string[];
  /** The answered request before this one, and how much of each category that was about. */
  repeats: string | null;
  before: { category: string; count: number }[];
  feeCents: number | null;
  feeState: "announced" | "accepted" | null;
  /** The person's own words, or what a record should say, lie sealed in the file. */
  wish: boolean;
  copyWaived: boolean;
  tries: number;
  tryAt: string | null;
  closedAt: string | null;
  surge: SurgeBrief | null;
  /** The person who looks made this request themselves. */
  own: boolean;
  now: string;
  today: string;
  plans: { no: number; hash: string; policy: string; madeAt: string; because: string | null }[];
  decisions: Line[];
  previous: Former[];
  overrides: DeskOverride[];
  searches: { source: string; outcome: string; count: number | null; later: number | null }[];
  approvals: { kind: string; opinion: string | null; mine: boolean; at: string; current: boolean }[];
  answers: { selector: string; answer: string }[];
  holds: { id: string; kind: string; category: string | null; oneRecord: boolean; reviewOn: string }[];
  /** Open matters that it belongs to. */
  matters: { id: string; kind: MatterKind }[];
  restrictions: Paused[];
  exceptions: { purpose: string; decision: ExceptionDecision; ground: ExceptionGround | null }[];
  /** Where a purpose has ended. */
  stoppings: { source: string; purpose: string; records: number; at: string }[];
  copies: { reference: string; right: string; state: string }[];
  letters: {
    id: string;
    kind: string;
    language: string;
    madeAt: string;
    mail: string | null;
    posted: boolean | null;
  }[];
  /** What came with it as files: the scan of a letter. */
  files: (FileLine & { keptAt: string })[];
  mails: { kind: string; state: string; madeAt: string; settledAt: string | null; tries: number }[];
  /** Art. 19. */
  notices: DeskNotice[];
  tasks: Task[];
  duties: { category: string; dueOn: string; count: number; state: string; stoppedBy: Stop | null }[];
  package: {
    records: number;
    availableAt: string | null;
    expiresAt: string | null;
    downloads: number;
    further: number;
    destroyedAt: string | null;
  } | null;
  events: Happened[];
};

export type DeskRequest = Omit<RequestRow, "choice" | "package"> &
  ReturnType<typeof storedTerms> & {
    /** The category of the decision that a person should look at. */
    decided: string | null;
    /** What the policy asks before this right's plan may run. */
    needs: { opinion: boolean; second: boolean; secondRelease: boolean };
    /** The copy, with how often it can still be downloaded. */
    package: (NonNullable<RequestRow["package"]> & { left: number }) | null;
    /** Where the clock runs: the calendar's zone and the Land whose holidays count. */
    zone: string;
    land: "DE-BE";
    /** Hours in which the person can still take an approved erasure back. */
    undoHours: number;
    /** Days between the notice that a pause ends and its end. */
    liftDays: number;
  };

/** The request, in one query; null for an unknown one and for those who may not read the desk. */
export async function deskRequest(who: Actor, reference: string): Promise<DeskRequest | null> {
  if (!readsDesk(who) || who.person === null) return null;
  const { zone, review, release, holidays, pause } = policy();
  const statement = requestSql(who.person, reference, zone);
  const [found] = await transactionAs(staffSight(who), (tx) => tx.$queryRaw<{ request: RequestRow }[]>(statement));
  if (!found) return null;
  const { request } = found;
  const { package: copy } = request;
  const current = request.approvals.filter((approval) => approval.current);
  const given = current.map(({ kind }) => kind);
  const objected = current.some(({ opinion }) => opinion === "objects");
  const demanded = request.tasks.some(({ kind }) => kind === "second-look");
  const second = review.secondApprover.includes(request.right) || objected || demanded || request.overrides.length > 0;
  return {
    ...request,
    ...storedTerms(request.right, request.choice),
    decided:
      request.right === "intervention" ? ((request.choice as { category: string } | null)?.category ?? null) : null,
    receivedAt: new Date(request.receivedAt).toISOString(),
    zone,
    land: holidays,
    undoHours: review.undoHours,
    liftDays: pause.liftDays,
    waitsFor: waitsFor(request, given, review),
    needs: {
      opinion: review.opinion.includes(request.right),
      second,
      secondRelease: review.secondApprover.includes("release-again"),
    },
    package: copy && { ...copy, left: Math.max(0, release.downloads + copy.further - copy.downloads) },
  };
}
