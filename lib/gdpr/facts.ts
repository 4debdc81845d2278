/**
 * Art. 5(2): the facts that are recorded about a request, and what each of them says.
 *
 * Only enum words, ids, integers, hex and dates: nothing in here may name or describe a person, because the chain of
 * events outlives the request file.
 */
import * as z from "zod";
import { isDay } from "./day";
import { overrideGrounds } from "./overridable";
import { actions } from "./plan-value";
import { states, type State } from "./request";
import { rights, type Right } from "./right";
import { holdKinds } from "./rule";
import { transferOutcomes } from "./transfer";
import { exceptionGrounds, pauseGrounds } from "./wish";

export const hash = z.string().regex(/^[0-9a-f]{64}$/);
const date = z.string().refine(isDay);
const integer = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
/** An id of the policy file: a category, a source, a rule. */
const name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
/** An id drawn at random: 32 hex digits or a UUID; never a number that the shop gave a person. */
const drawn = z.string().regex(/^(?:[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/);
/** A request's reference, R- and 80 random bits in Crockford's base32. */
export const reference = z.string().regex(/^R-[0-9A-HJKMNP-TV-Z]{16}$/);
/** A provision that a refusal rests on: "12(5)", "15(4)", "17(3)(b)" of the GDPR, or "bdsg-34". */
const provision = z.string().regex(/^(?:\d{1,2}(?:\(\d\))?(?:\([a-j]\))?|bdsg-\d{1,3})$/);
const rightName = z.enum(Object.keys(rights) as [Right, ...Right[]]);
/** The group of identical plans with which it was decided about; absent where that was done by itself. */
const inGroup = drawn.optional();
const effect = { done: integer, gone: integer, held: integer };

export const channels = ["portal", "email", "letter", "phone", "in-person", "other"] as const;
export type Channel = (typeof channels)[number];
export const doors = ["oidc", "link", "reviewer"] as const;
export const answers = ["theirs", "not-theirs", "disclose", "withhold", "redact"] as const;
/** A reviewer's answer to a doubt: whose the records are, whether they may be disclosed, or that each was decided about. */
export type Answer = (typeof answers)[number];
/** The third only while a surge was declared (EDPB Guidelines 01/2022, §§ 162 to 164). */
export const extensionReasons = ["complexity", "number-of-requests", "temporary-wave"] as const;
export type ExtensionReason = (typeof extensionReasons)[number];
/** What a second look at an approved plan may say: it goes on, or it is made and approved anew. */
export const lookAnswers = ["stands", "anew"] as const;
export type LookAnswer = (typeof lookAnswers)[number];

export const stopDecisions = ["goes-on", "ends"] as const;
/** A reviewer's decision about a request that another contact on file stopped. */
export type StopDecision = (typeof stopDecisions)[number];
export const exceptionDecisions = ["goes-on", "stops"] as const;
/** A reviewer's decision whether a use goes on while the data are paused (Art. 18(2)). */
export type ExceptionDecision = (typeof exceptionDecisions)[number];
export const lookPurposes = ["check-plan", "others-named", "whose", "question", "fault"] as const;
/** Why somebody of the desk looks at the records themselves. */
export type LookPurpose = (typeof lookPurposes)[number];
export const notToldGrounds = ["impossible", "disproportionate"] as const;
/** Art. 19: why a recipient is not told. */
export type NotToldGround = (typeof notToldGrounds)[number];
export const letterKinds = [
  "acknowledgement",
  "stop-notice",
  "identity-query",
  "clarification",
  "extension",
  "refusal",
  "partial-refusal",
  "not-identified",
  "access",
  "rectification",
  "erasure",
  "restriction",
  "lifting",
  "portability",
  "objection",
  "withdrawal",
  "weighing",
  "intervention",
  "answer",
  "supplement",
  "fee",
  "address-change",
  "recipient",
  "duty-done",
  "cancellation",
  "sign-in",
  "alarm",
] as const;
export type LetterKind = (typeof letterKinds)[number];
const letter = z.enum(letterKinds);

/** Why a duty was not carried out on its day. */
export const dutyStops = [
  "hold",
  "restriction",
  "open-request",
  "contact",
  "second-look",
  "tax-year",
  "change",
  "source",
  "left",
] as const;

/** The moving facts: each is a state of the request. */
const moving = {
  received: z.strictObject({ channel: z.enum(channels), right: rightName, receivedOn: date, dueOn: date }),
  identified: z.strictObject({ door: z.enum(doors), authAgeSeconds: integer.nullable() }),
  planned: z.strictObject({ plan: hash, decisions: integer, records: integer }),
  approved: z.strictObject({ plan: hash, group: inGroup }),
  fulfilled: z.strictObject({ plan: hash.nullable() }),
  delivered: z.strictObject({ letter, package: hash.nullable() }),
  refused: z.strictObject({ ground: provision }),
  cancelled: z.strictObject({ by: z.enum(["subject", "reviewer", "system"]) }),
  "not-identified": z.strictObject({}),
} satisfies Record<State, z.ZodType>;

/** Notes: they move nothing. */
const notes = {
  "first-approved": z.strictObject({ plan: hash, group: inGroup }),
  "second-approved": z.strictObject({ plan: hash, group: inGroup }),
  "sample-opened": z.strictObject({ group: drawn, plan: hash }),
  opinion: z.strictObject({ opinion: z.enum(["agrees", "objects"]), group: inGroup }),
  "release-proposed": z.strictObject({}),
  "released-again": z.strictObject({ downloads: integer, until: date }),
  "second-look-demanded": z.strictObject({}),
  "second-look-taken": z.strictObject({ answer: z.enum(lookAnswers) }),
  "answered-doubt": z.strictObject({ source: name, category: name, answer: z.enum(answers) }),
  redacted: z.strictObject({
    source: name,
    category: name,
    released: integer,
    blackedOut: integer,
    withheld: integer,
  }),
  overridden: z.strictObject({
    source: name,
    category: name,
    from: z.enum(actions),
    to: z.enum(actions),
    ground: z.enum(overrideGrounds),
  }),
  "override-taken-back": z.strictObject({ source: name, category: name }),
  executed: z.strictObject({ plan: hash, decision: integer, action: z.enum(actions), ...effect, operation: drawn }),
  "removal-confirmed": z.strictObject({ decision: integer, ...effect, operation: drawn }),
  "wrong-person": z.strictObject({ source: name }),
  "looked-again": z.strictObject({ left: integer, kept: integer, arrivedLater: integer }),
  /** A refusal that came after month one, which no extension moves (Art. 12(4)); `dueOn`: the day on which it was due. */
  "refused-late": z.strictObject({ part: z.enum(["whole", "part"]), dueOn: date }),
  "identity-asked": z.strictObject({}),
  /** `askedOn`: the day on which the question left, null where it never did; `days` by which it moved the date; `dueOn` binds from now on. */
  "identity-answered": z.strictObject({ askedOn: date.nullable(), answeredOn: date, days: integer, dueOn: date }),
  extended: z.strictObject({ dueOn: date, reason: z.enum(extensionReasons) }),
  /** `texts`: how many of its texts; none when it stands again as in every letter. */
  worded: z.strictObject({ letter, texts: integer }),
  notified: z.strictObject({ kind: letter }),
  mailed: z.strictObject({ letter, outcome: z.enum(["accepted", "bounced", "deferred", "failed", "posted"]) }),
  downloaded: z.strictObject({ count: integer }),
  "hold-placed": z.strictObject({ hold: drawn, kind: z.enum(["legal", ...holdKinds]) }),
  "hold-released": z.strictObject({ hold: drawn }),
  "matter-linked": z.strictObject({ matter: drawn }),
  "matter-unlinked": z.strictObject({ matter: drawn }),
  "matter-closed": z.strictObject({ matter: drawn }),
  "duty-made": z.strictObject({ duty: drawn, category: name, dueOn: date.nullable() }),
  "duty-done": z.strictObject({ duty: drawn, ...effect, left: integer.optional() }),
  "duty-stopped": z.strictObject({ duty: drawn, by: z.enum(dutyStops) }),
  "duty-moved": z.strictObject({ duty: drawn, from: date, to: date, rule: name }),
  "later-notice": z.strictObject({ wanted: z.enum(["yes", "no"]) }),
  looked: z.strictObject({ source: name, category: name }),
  "records-looked": z.strictObject({ source: name, category: name, decision: integer, why: z.enum(lookPurposes) }),
  exported: z.strictObject({ form: z.enum(["bundle", "proof", "report", "plan"]) }),
  "package-made": z.strictObject({ sha256: hash, bytes: integer, records: integer }),
  "package-destroyed": z.strictObject({}),
  "file-destroyed": z.strictObject({ rule: name }),
  stopped: z.strictObject({}),
  "stop-settled": z.strictObject({ decision: z.enum(stopDecisions) }),
  "snapshot-taken": z.strictObject({ source: name, category: name, records: integer }),
  "follow-up-opened": z.strictObject({ followUp: reference, records: integer }),
  /** What a legal hold had kept of an answered erasure is decided about again. */
  "held-taken-up": z.strictObject({ followUp: reference, records: integer }),
  /** What had been kept because something of the person still ran is decided about again. */
  "needed-taken-up": z.strictObject({ followUp: reference, records: integer }),
  "use-stopped": z.strictObject({ source: name, purpose: name, records: integer }),
  restricted: z.strictObject({
    restriction: drawn,
    category: name.nullable(),
    purpose: name.nullable(),
    ground: z.enum(pauseGrounds),
  }),
  "exception-decided": z.strictObject({
    purpose: name,
    decision: z.enum(exceptionDecisions),
    ground: z.enum(exceptionGrounds).nullable(),
  }),
  "lift-announced": z.strictObject({ restriction: drawn, endsOn: date }),
  lifted: z.strictObject({ restriction: drawn }),
  weighed: z.strictObject({ outcome: z.enum(["stops", "goes-on"]) }),
  "decided-again": z.strictObject({ outcome: z.enum(["stands", "changed"]) }),
  reminded: z.strictObject({ count: integer }),
  "paper-chosen": z.strictObject({ paper: z.enum(["yes", "no"]) }),
  "language-chosen": z.strictObject({ language: z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/) }),
  wrote: z.strictObject({ from: z.enum(["person", "desk"]) }),
  "handed-over": z.strictObject({ task: drawn, until: date }),
  "hand-over-opened": z.strictObject({ task: drawn }),
  "hand-over-answered": z.strictObject({ task: drawn }),
  "hand-over-withdrawn": z.strictObject({ task: drawn }),
  "transfer-named": z.strictObject({ transfer: drawn }),
  "transfer-confirmed": z.strictObject({ transfer: drawn }),
  "transfer-cancelled": z.strictObject({ transfer: drawn }),
  "transfer-lapsed": z.strictObject({ transfer: drawn }),
  "transfer-started": z.strictObject({ transfer: drawn, attempt: integer, sha256: hash, bytes: integer }),
  /** `status` null: nobody answered. */
  "transfer-tried": z.strictObject({ transfer: drawn, attempt: integer, status: integer.nullable() }),
  "transfer-ended": z.strictObject({
    transfer: drawn,
    outcome: z.enum(transferOutcomes),
    status: integer.nullable(),
  }),
  "transfer-settled": z.strictObject({ transfer: drawn, arrived: z.enum(["yes", "no"]) }),
  entered: z.strictObject({ receivedOn: date }),
  "files-kept": z.strictObject({ files: integer, bytes: integer }),
  "file-opened": z.strictObject({ file: drawn }),
  linked: z.strictObject({ to: z.enum(["account", "address", "nobody"]) }),
  "fee-announced": z.strictObject({ cents: integer }),
  "fee-accepted": z.strictObject({}),
  "fee-declined": z.strictObject({}),
  "recipient-told": z.strictObject({ recipient: name, effectiveOn: date.nullable() }),
  "recipient-not-told": z.strictObject({ recipient: name, because: z.enum(notToldGrounds) }),
  "notice-opened": z.strictObject({ recipient: name }),
  waits: z.strictObject({ for: z.enum(["person", "source", "hold", "task", "reviewer"]).nullable() }),
  swept: z.strictObject({ source: name, category: name, rule: name, ...effect }),
  replayed: z.strictObject({ source: name, batches: integer, ...effect }),
  "mail-taken-down": z.strictObject({ mail: drawn, receivedOn: date }),
  "mail-opened": z.strictObject({ mail: drawn }),
  "mail-taken": z.strictObject({ mail: drawn, as: z.enum(["request", "reminder"]) }),
  "mail-dismissal-proposed": z.strictObject({ mail: drawn }),
  "mail-kept": z.strictObject({ mail: drawn }),
  "mail-dismissed": z.strictObject({ mail: drawn }),
  "tax-year-proposed": z.strictObject({ year: integer }),
  "tax-year-released": z.strictObject({ year: integer }),
  "file-year-proposed": z.strictObject({ year: integer }),
  "file-year-released": z.strictObject({ year: integer }),
  "surge-declared": z.strictObject({ surge: drawn, since: date, expected: integer, reviewOn: date }),
  "group-drawn": z.strictObject({ group: drawn, requests: integer, sample: integer, seed: hash, members: hash }),
  "group-approved": z.strictObject({ group: drawn }),
  "group-opinion": z.strictObject({ group: drawn, opinion: z.enum(["agrees", "objects"]) }),
  "surge-ended": z.strictObject({ surge: drawn }),
  "policy-adopted": z.strictObject({ policy: hash }),
  "key-changed": z.strictObject({ key: hash }),
};

/** The strict shape of `data` for every fact. */
export const facts = { ...moving, ...notes };
export type Fact = keyof typeof facts;
export type FactData<F extends Fact> = z.output<(typeof facts)[F]>;

/** Whether a fact moves the request: its name then is the new state. */
export function moves(fact: Fact): fact is State {
  return (states as readonly string[]).includes(fact);
}
