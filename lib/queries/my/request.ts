/** One request as the person sees it: where it stands, what became of the data, what they can do. */
import type { Actor } from "../../actor";
import { told } from "../../answer/told";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import type { Told } from "../../gdpr/answer-line";
import { confirmationTold } from "../../gdpr/confirmation";
import { addPeriod, dayIn, type Day } from "../../gdpr/day";
import type { Answer } from "../../gdpr/facts";
import { dateOf, erasableFrom } from "../../gdpr/period";
import type { ErasureChoice } from "../../gdpr/plan-value";
import type { State } from "../../gdpr/request";
import { isVeiledMoment } from "../../gdpr/veiled-moment";
import { givesCopy, type Right } from "../../gdpr/right";
import { takenUpAs, type TakenUp } from "../../gdpr/taken-up";
import { mayNameSystem } from "../../policy/may-name-system";
import type { Policy } from "../../policy/schema";
import { ownSight } from "../../sight";
import type { Language } from "../../letters/letter";
import { byHand, type ByHand } from "./by-hand";
import { copyOf, type Copy } from "./copy";
import { correctedFields, type CorrectedFields } from "./corrected";
import { dueOf, type Due } from "./due";
import { endedUse, type EndedUse } from "./ended";
import { isConfirmed, outstandingOf, type Outstanding } from "./outstanding";
import { mannerOf, type Manner } from "./manner";
import { paused, type Paused } from "./paused";
import { proofOf, type Proof } from "./proof";
import { phaseOf, type Phase } from "./phase";
import { recipients, type RecipientTold } from "./recipients";
import { changesSince, type Since } from "./since";
import { timeline, type Moment } from "./timeline";
import { transferOf, type TransferView } from "./transfer";
import { firstCopy, mayCancel, mayWaive } from "./ways-out";

export type LetterLine = { id: string; kind: string; on: Day; mail: "accepted" | "bounced" | "queued" | null };

export type RequestView = {
  reference: string;
  right: Right;
  state: State;
  phase: Phase;
  manner: Manner;
  today: Day;
  due: Due;
  closedOn: Day | null;
  choice: ErasureChoice | null;
  undoUntil: Date | null;
  zone: string;
  mayCancel: boolean;
  mayWaive: boolean;
  /** The copy that goes first; null also where one of another sign-in of the same account does. */
  copyFirst: string | null;
  /** The erasure after which records arrived that this request is about. */
  followsUp: string | null;
  /** The right of that one: nobody asked for this one by itself. */
  follows: Right | null;
  /** What that one had to leave, because of a legal matter or because something still ran, is what this one is about. */
  takesUp: TakenUp | null;
  /** The requests that decide again about what this one had to leave. */
  takenUpBy: { reference: string; as: TakenUp }[];
  /** Whether that copy can be downloaded already. */
  copyReady: boolean;
  copy: Copy | null;
  /** Null until a person has approved the plan. */
  outcome: Told | null;
  /** By when what is under way is confirmed: the day that the letter names, once there is one. */
  confirmedBy: Day;
  /** Null for rights that end no use. */
  ended: EndedUse | null;
  /** Null for a request that paused nothing. */
  paused: Paused | null;
  recipients: RecipientTold[];
  /** What a correction is about; empty for every other right. */
  fields: CorrectedFields;
  /** A fee that was announced; in cents. */
  fee: { cents: number; accepted: boolean } | null;
  /** How often the person asked again while it was open. */
  reminders: number;
  /** Null unless the same was answered before, and as long as there is nothing to compare. */
  since: Since | null;
  /** Whether the person is told when what was kept is gone; null where nothing is kept until a day. */
  later: boolean | null;
  /** Null unless the person named a company to which the data should be sent. */
  transfer: TransferView | null;
  byHand: ByHand[];
  /** What is still to be done by hand or to be confirmed, and by when; null where nothing is. */
  rest: Outstanding | null;
  silent: string[];
  moments: Moment[];
  letters: LetterLine[];
  /** Null until the request is closed. */
  proof: Proof | null;
  /** Until when the request itself is kept, and the last backup with what went. */
  fileUntil: Day | null;
  backupsUntil: Day | null;
};

/** All lines that a request takes up were kept for the like reason. */
const someTakenUp = { select: { norm: true }, take: 1 } as const;

const include = {
  package: true,
  copyFirstRequest: { include: { package: true } },
  events: { orderBy: { seq: "asc" } },
  letters: { include: { mail: true }, orderBy: { madeAt: "asc" } },
  tasks: true,
  // Also where the person is on the staff: what waits for a review is for the desk.
  notices: { where: { veiled: false }, orderBy: { recipient: "asc" } },
  answers: true,
  removals: { include: { decision: { select: { category: true } } } },
  searches: true,
  stoppings: { orderBy: { at: "asc" } },
  transfers: { orderBy: { namedAt: "desc" }, take: 1 },
  restrictions: { orderBy: { setAt: "asc" } },
  exceptions: true,
  repeatsRequest: { include: { answers: true, package: true } },
  followsUpRequest: { select: { right: true } },
  requestFollowsUps: { select: { id: true, takenUp: someTakenUp }, orderBy: { receivedAt: "asc" } },
  takenUp: someTakenUp,
} as const;

const asOf = ({ takenUp: [line] }: { takenUp: { norm: string | null }[] }): TakenUp | null =>
  line ? takenUpAs(line.norm) : null;

const find = (tx: Tx, person: string, id: string) => tx.request.findFirst({ where: { id, personId: person }, include });
type Row = NonNullable<Awaited<ReturnType<typeof find>>>;

/** The person's own request; null when it is unknown or somebody else's. */
export async function myRequest(who: Actor, reference: string): Promise<RequestView | null> {
  return transactionAs(ownSight(who), (tx) => read(tx, who, reference));
}

async function read(tx: Tx, who: Actor, reference: string): Promise<RequestView | null> {
  const row = who.person === null ? null : await find(tx, who.person, reference);
  if (!row) return null;
  const own = policy();
  const now = await portalNow(tx);
  const phase = phaseOf(row, now);
  const state = row.state as State;
  const due = dueOf(row, own.holidays);
  const first = phase === "copy-first" ? await firstCopy(tx, row) : null;
  const duties = await tx.duty.findMany({
    where: { request: reference },
    select: { id: true, category: true, state: true },
  });
  const outcome =
    ["approved", "fulfilled", "delivered"].includes(state) && phase !== "stopped"
      ? await outcomeOf(tx, row, own, who.language, phase)
      : null;
  const today = dayIn(own.zone, now);
  const confirmedBy = confirmationTold(own.zone, promises(row), { answeredAt: answeredAt(row), dueOn: due.due, now });
  const hand = byHand(row, own, who.language);
  const lines = outcome && isConfirmed(row.right as Right) ? outcome.lines : [];
  return {
    reference,
    right: row.right as Right,
    state,
    phase,
    manner: mannerOf(row),
    today,
    due,
    closedOn: row.closedAt ? dayIn(own.zone, row.closedAt) : null,
    choice: row.choice as ErasureChoice | null,
    undoUntil: phase === "undo" ? row.undoUntil : null,
    zone: own.zone,
    // What has ended at once cannot be taken back by doing nothing: a new consent is given where it is asked for.
    mayCancel: row.purposes.length === 0 && mayCancel(state, phase),
    mayWaive: mayWaive(row, now),
    copyFirst: first?.id ?? row.copyFirst,
    copyReady: first?.state === "delivered",
    followsUp: row.followsUp,
    follows: (row.followsUpRequest?.right ?? null) as Right | null,
    takesUp: row.followsUp === null ? null : asOf(row),
    takenUpBy: row.requestFollowsUps.flatMap(({ id, takenUp }) => {
      const as = asOf({ takenUp });
      return as ? [{ reference: id, as }] : [];
    }),
    copy: phase === "stopped" ? null : copyOf(row, who, own, now),
    outcome,
    confirmedBy,
    ended: endedUse(row, own, who.language, dayIn(own.zone, answeredAt(row) ?? now)),
    paused: paused(row, own, who.language),
    recipients: recipients(row, own),
    fields: await correctedFields(tx, row, own, who.language),
    fee: row.feeCents === null ? null : { cents: row.feeCents, accepted: row.feeState === "accepted" },
    reminders: row.reminders,
    since: outcome && (await sinceOf(tx, row, own, who.language, outcome)),
    later: duties.some((duty) => duty.state !== "done") ? row.laterNotice : null,
    transfer: await transferOf(tx, row, who, own),
    byHand: hand,
    rest: outstandingOf({ byHand: hand, lines, confirmedBy }, today),
    silent: silent(row, own, who.language),
    moments: timeline(
      row.events.filter((event) => !isVeiledMoment(event, { told: row.notices, removals: row.removals, duties }, own)),
      own.zone,
    ),
    letters: letters(row, own),
    proof: proofOf(row, who, own),
    ...ends(row, own),
  };
}

const promises = ({ removals, planNo }: Row) => removals.filter((removal) => removal.planNo === planNo);
const answeredAt = ({ letters: rows, right }: Row): Date | null =>
  rows.findLast(({ kind }) => kind === right)?.madeAt ?? null;

type Planned = {
  id: string;
  planNo: number;
  right: string;
  answers: { selector: string; answer: string }[];
  package: { availableAt: Date | null } | null;
};

/** Null for what needed no plan. */
async function outcomeOf(tx: Tx, row: Planned, own: Policy, language: Language, phase: Phase): Promise<Told | null> {
  const decisions = await tx.decision.findMany({
    where: { request: row.id, planNo: row.planNo },
    include: { duty: true, takenUpRow: { select: { followsUp: true } } },
    orderBy: { idx: "asc" },
  });
  if (decisions.length === 0) return null;
  return told(decisions, {
    policy: own,
    language,
    right: row.right as Right,
    answers: Object.fromEntries(row.answers.map(({ selector, answer }) => [selector, answer as Answer])),
    copyMade: Boolean(row.package?.availableAt),
    begun: !["undo", "copy-first", "checking"].includes(phase),
  });
}

/** What is different from the answer before; only a copy can tell. */
async function sinceOf(tx: Tx, row: Row, own: Policy, language: Language, now: Told): Promise<Since | null> {
  const { repeatsRequest: then, right } = row;
  if (!then?.closedAt || !givesCopy(right as Right) || then.state !== "delivered") return null;
  const before = await outcomeOf(tx, then, own, language, "answered");
  if (!before) return null;
  return { reference: then.id, answeredOn: dayIn(own.zone, then.closedAt), changes: changesSince(before, now) };
}

function silent({ searches, planNo }: Row, own: Policy, language: Language): string[] {
  return searches
    .filter(
      (search) => search.planNo === planNo && search.outcome === "unreachable" && mayNameSystem(search.source, own),
    )
    .map(({ source }) => own.sources[source]?.label[language] ?? source);
}

function letters({ letters: rows }: Row, { zone }: Policy): LetterLine[] {
  return rows.map(({ id, kind, madeAt, mail }) => ({
    id,
    kind,
    on: dayIn(zone, madeAt),
    mail: (mail?.state as LetterLine["mail"]) ?? null,
  }));
}

function ends({ closedAt, events, right }: Row, own: Policy): Pick<RequestView, "fileUntil" | "backupsUntil"> {
  const rule = own.categories["request-file"]?.rules[0];
  const end = closedAt && rule ? erasableFrom(rule, dayIn(own.zone, closedAt), own) : null;
  const done = events.findLast(({ fact }) => fact === "fulfilled");
  return {
    fileUntil: end === null ? null : dateOf(end, own.zone),
    backupsUntil: done && right === "erasure" ? addPeriod(dayIn(own.zone, done.at), own.backups.cycle) : null,
  };
}
