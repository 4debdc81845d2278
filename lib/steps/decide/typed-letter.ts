/**
 * Art. 12(1): letters that go out by a step of their own, with what a reviewer typed for them. What was typed can be kept
 * sealed in the request's drawer, so that the letter is looked at first; nothing is decided by that and nothing goes out.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import { provisionOf } from "../../gdpr/refusal";
import { isClosed } from "../../gdpr/request";
import type { WordedKind } from "../../gdpr/wording";
import { done, no, type Result } from "../../result";
import { openDrawer, putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { fileUntil } from "../answer/ended-use";
import { pauseFacts } from "../answer/pause";
import { againFacts, weighingFacts } from "../answer/person";
import type { OwnFacts } from "../answer/send-letter";
import type { Loaded } from "../load";
import { deciding, forStaff } from "./allowed";
import type { HandAnswer } from "./answer-by-hand";
import type { Again } from "./decide-again";
import { exceptionsOpen, isComplete, type UseDecision } from "./exceptions";
import { extensionFacts, type Extension } from "./extend";
import { feeFacts, feeIsOpen, type Fee } from "./fee";
import { queryFacts, whyNotAsked, type IdentityQuery } from "./identity-query";
import { liftingFacts, type Lifting } from "./lift";
import { refusalFacts, type Refusal } from "./refuse";
import { taskOf } from "./reviewer-task";
import type { Balance } from "./weigh";

/** What a reviewer typed for a letter that goes out by a step of its own. */
export type Typed = {
  refusal: Refusal;
  extension: Extension;
  "identity-query": IdentityQuery;
  "not-identified": { reason: string; item: string };
  fee: Fee;
  answer: HandAnswer;
  /** With the plan that was shown. */
  weighing: Balance & { shown: string };
  lifting: Lifting;
  /** What was decided about each use while the data are paused. */
  restriction: { decisions: UseDecision[] };
  intervention: Again;
};
export type TypedKind = keyof Typed;

const undecided = ({ state }: Loaded): boolean => ["received", "identified", "planned"].includes(state);

type About = { tx: Tx; request: Loaded; today: Day };
type Facts<K extends TypedKind> = OwnFacts<K> | null;
type TypedFacts = { [K in TypedKind]: (about: About, typed: Typed[K]) => Facts<K> | Promise<Facts<K>> };
/** What each of them says; null where the request is beyond it. */
const byStep: TypedFacts = {
  refusal({ request }, typed) {
    const article = provisionOf(typed.ground, request.right);
    return article !== null && undecided(request) ? refusalFacts(typed, article) : null;
  },
  extension: ({ request }, typed) =>
    isClosed(request.state) || request.extensionReason !== null ? null : extensionFacts(request, typed),
  "identity-query": async ({ tx, request, today }, query) =>
    (await whyNotAsked(tx, request, today)) === null ? queryFacts(request, { query, today }) : null,
  "not-identified": ({ request }, { reason, item }) => (request.state === "received" ? { facts: reason, item } : null),
  fee: ({ request }, typed) => (undecided(request) && request.feeState === null ? feeFacts(request, typed) : null),
  answer: ({ request, today }, typed) =>
    request.byHand && request.state === "identified" && !feeIsOpen(request)
      ? { ...typed, fileUntil: fileUntil(today) }
      : null,
  weighing: ({ tx, request, today }, { shown, ...balance }) =>
    request.weighed.length > 0 && request.state === "planned" && request.planHash === shown
      ? weighingFacts(tx, request, { balance, today, ahead: true })
      : null,
  lifting: ({ tx, request, today }, typed) => liftingFacts(tx, request, { lifting: typed, today }),
  restriction: async ({ tx, request }, { decisions }) =>
    (await exceptionsOpen(tx, request.id)) && (await isComplete(tx, request, decisions))
      ? pauseFacts(tx, request, { decided: decisions })
      : null,
  intervention: async ({ tx, request }, typed) =>
    request.right === "intervention" && !feeIsOpen(request) && (await taskOf(tx, request.id, "decide-again"))
      ? againFacts(tx, request, typed)
      : null,
};

export const typedKinds = Object.keys(byStep) as TypedKind[];
export const isTyped = (kind: WordedKind): kind is TypedKind => Object.hasOwn(byStep, kind);
const drawerOf = (kind: TypedKind): string => `typed ${kind}`;

/** What the letter says with what was typed; null where none of its kind would go out. */
export async function typedFacts<K extends TypedKind>(
  tx: Tx,
  request: Loaded,
  kind: K,
  typed: Typed[K],
): Promise<OwnFacts<K> | null> {
  const today = dayIn(policy().zone, await portalNow(tx));
  return byStep[kind]({ tx, request, today }, typed);
}

type Refused = "not-found" | "not-allowed" | "own-request" | "not-open";
export type Kept<K extends TypedKind> = { kind: K; typed: Typed[K] };

/** Keeps what was typed for a letter. */
export async function keepTyped<K extends TypedKind>(
  who: Actor,
  reference: string,
  { kind, typed }: Kept<K>,
): Promise<Result<Refused>> {
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    if (found.value.personId === who.person) return no("own-request");
    if ((await typedFacts(tx, found.value, kind, typed)) === null) return no("not-open");
    await putInDrawer(tx, found.value.keys, drawerOf(kind), typed);
    return done;
  });
}

/** What was typed last for a letter of this kind, or null. */
export async function typedFor<K extends TypedKind>(tx: Tx, { id, keys }: Loaded, kind: K): Promise<Typed[K] | null> {
  const where = { request: id, kind: drawerOf(kind) };
  const row = await tx.drawer.findFirst({ where, orderBy: { madeAt: "desc" } });
  return row ? openDrawer<Typed[K]>(tx, keys, row.id) : null;
}

/** The same for whoever may take the step, when they come back to its form; null for everybody else. */
export async function typedBefore<K extends TypedKind>(
  who: Actor,
  reference: string,
  kind: K,
): Promise<Typed[K] | null> {
  return transactionAs(staffSight(who), async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    return found.ok ? typedFor(tx, found.value, kind) : null;
  });
}
