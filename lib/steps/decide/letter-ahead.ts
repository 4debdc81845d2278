/**
 * Art. 12(1), (4): a letter before it goes out: the letter itself, from the same facts and composed by the same code as the
 * one that is sent; what the law asks of it, met or not; and its texts, for whoever words them.
 */
import type { Actor } from "../../actor";
import { transactionAs, type Tx } from "../../db";
import type { WordedKind } from "../../gdpr/wording";
import type { Block, ComposedKind, Language, Letter } from "../../letters/letter";
import { mustHaves, type MustHave } from "../../letters/must-haves";
import { textsOf, type WordedText } from "../../letters/texts";
import { unnamed } from "../../letters/unnamed";
import { staffSight } from "../../sight";
import { answerKind } from "../answer/answer-kind";
import { accessFacts, portableFacts } from "../answer/copy";
import { correctionFacts } from "../answer/correction";
import { stopFacts } from "../answer/ended-use";
import { erasureFacts } from "../answer/erasure";
import { partialRefusalFacts } from "../answer/partial-refusal";
import { factsFor, letterOf, type OwnFacts } from "../answer/send-letter";
import { draftOf, shownDrafts, wordingOf } from "../answer/worded";
import type { Loaded } from "../load";
import { forStaff } from "./allowed";
import { isTyped, typedFacts, typedFor, typedKinds, type Typed, type TypedKind } from "./typed-letter";

type PlanFacts = {
  [K in ComposedKind]?: (tx: Tx, request: Loaded, as: { ahead: true }) => Promise<OwnFacts<K> | null>;
};
/** What the approval of a plan leads to. */
const byPlan: PlanFacts = {
  access: accessFacts,
  erasure: erasureFacts,
  rectification: correctionFacts,
  portability: portableFacts,
  "partial-refusal": partialRefusalFacts,
};

/** What ends at once runs without a plan, and is answered by rule (Art. 7(3), 21(3)). */
const atOnce: readonly WordedKind[] = ["objection", "withdrawal"];

/** The letters that can be looked at before they go out. */
export const kindsAhead = [...typedKinds, ...Object.keys(byPlan), ...atOnce] as WordedKind[];

/** The facts of a letter of this kind if it went out now; null where none would. */
export async function factsAhead<K extends WordedKind>(tx: Tx, request: Loaded, kind: K): Promise<OwnFacts<K> | null> {
  if (isTyped(kind)) {
    const typed = await typedFor(tx, request, kind);
    return typed && ((await typedFacts(tx, request, kind, typed)) as OwnFacts<K> | null);
  }
  if (atOnce.includes(kind)) return (await endsAtOnce(tx, request, kind)) as OwnFacts<K> | null;
  const facts = byPlan[kind];
  const follows = kind === "partial-refusal" || kind === answerKind(request);
  if (!facts || !follows || request.state !== "planned" || request.planHash === null) return null;
  return (await facts(tx, request, { ahead: true })) as OwnFacts<K> | null;
}

/** As long as a system has not ended it yet, or the letter was not made. */
async function endsAtOnce(tx: Tx, request: Loaded, kind: WordedKind) {
  const { id, purposes, weighed, state, byHand } = request;
  const isOne = kind === request.right && purposes.length > 0 && weighed.length === 0 && !byHand;
  if (!isOne || !["identified", "fulfilled"].includes(state)) return null;
  const made = await tx.letter.count({ where: { request: id, kind } });
  return made > 0 ? null : stopFacts(tx, request, { ahead: true });
}

export type LetterAhead = {
  kind: WordedKind;
  language: Language;
  /** Null when it cannot be composed: what is missing stands among the must-haves. */
  letter: { title: string; blocks: Block[]; head: Letter["head"] } | null;
  musts: MustHave[];
  texts: WordedText[];
  /** The draft that is shown, for whoever sends it; empty when nobody worded it. */
  shown: string;
  /** What a reviewer typed for it. */
  typed: Typed[TypedKind] | null;
};

/** A letter as it would go out now, without the person's name; null for the wrong role and where none would. */
export async function letterAhead(who: Actor, reference: string, kind: WordedKind): Promise<LetterAhead | null> {
  return transactionAs(staffSight(who), async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok) return null;
    const request = found.value;
    const own = await factsAhead(tx, request, kind);
    if (!own) return null;
    const wording = await wordingOf(tx, request, kind);
    const letter = await letterOf(tx, request, kind, own);
    return {
      kind,
      language: request.language,
      letter: letter.ok
        ? {
            title: letter.value.title,
            blocks: letter.value.blocks.map((one) => unnamed(request.contact.name, one)),
            head: letter.value.head,
          }
        : null,
      musts: mustHaves(kind, await factsFor(tx, request, own), wording),
      texts: textsOf(kind, request.language, wording),
      shown: await shownDrafts(tx, request, [kind]),
      typed: isTyped(kind) ? await typedFor(tx, request, kind) : null,
    };
  });
}

export type Ahead = {
  /** The kinds of letters that would go out, each with whether somebody worded it. */
  letters: { kind: WordedKind; worded: boolean }[];
  /** The drafts of the plan's letters, as `approve` wants them back. */
  shown: string;
};

/** What goes out when the plan is approved, for the page that asks for the approval; null for the wrong role. */
export async function lettersOfPlan(who: Actor, reference: string): Promise<Ahead | null> {
  return transactionAs(staffSight(who), async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok) return null;
    const request = found.value;
    const letters: Ahead["letters"] = [];
    for (const kind of ["partial-refusal", answerKind(request)] as const)
      if (await factsAhead(tx, request, kind))
        letters.push({ kind, worded: (await draftOf(tx, request, kind)) !== null });
    return { letters, shown: await shownDrafts(tx, request, ["partial-refusal", answerKind(request)]) };
  });
}
