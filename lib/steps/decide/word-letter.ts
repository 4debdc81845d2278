/**
 * Art. 12(1), (4): somebody of the desk words the next letter of a kind. What the law asks for has to stay in it, in the
 * texts and in the letter as a whole; the draft lies sealed in the request's drawer, the event commits to it. Whoever has
 * approved the plan already did so with the letter as it was: they are asked again.
 */
import { has, type Actor } from "../../actor";
import type { Tx } from "../../db";
import { wordingProblems, type WordedKind, type WordedPart, type Wording } from "../../gdpr/wording";
import { mustHaves } from "../../letters/must-haves";
import { textsOf } from "../../letters/texts";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { draftDrawer, draftOf, shownDrafts, standingOf } from "../answer/worded";
import { factsFor } from "../answer/send-letter";
import type { Loaded } from "../load";
import { note } from "../move";
import { deciding, forStaff } from "./allowed";
import { factsAhead } from "./letter-ahead";
import { planAnew } from "../plan/plan-anew";
import { isTyped } from "./typed-letter";

type Refused = "not-found" | "not-allowed" | "own-request" | "not-open" | "letter-changed" | "wrong-text";

export type Worded = {
  kind: WordedKind;
  /** The draft that was shown; empty when there was none. */
  shown: string;
  texts: Wording;
};

/** Keeps the texts as the draft of the next letter; those that stand as in every letter are none. Pressed twice it is one. */
export async function wordLetter(who: Actor, reference: string, given: Worded): Promise<Result<Refused>> {
  const { kind, shown, texts } = given;
  if (wordingProblems(kind, texts).length > 0) return no("wrong-text");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    const own = await factsAhead(tx, request, kind);
    if (!own) return no("not-open");
    const wording = changed(kind, request, texts);
    const before = await draftOf(tx, request, kind);
    if (sameTexts(before?.wording ?? {}, wording)) return done;
    if ((await shownDrafts(tx, request, [kind])) !== shown) return no("letter-changed");
    const whole = { ...standingOf(kind, request), ...wording };
    if (mustHaves(kind, await factsFor(tx, request, own), whole).some(({ met }) => !met)) return no("wrong-text");
    const { commit } = await putInDrawer(tx, request.keys, draftDrawer(kind), wording);
    const as = has(who, "reviewer") ? "reviewer" : "dpo";
    await note(tx, reference, "worded", who, {
      as,
      data: { letter: kind, texts: Object.keys(wording).length },
      commit,
    });
    if (!isTyped(kind)) await askAgain(tx, request);
    return done;
  });
}

/** The texts that differ from those that all letters of the company have. */
function changed(kind: WordedKind, request: Loaded, texts: Wording): Wording {
  const standing = textsOf(kind, request.language, standingOf(kind, request));
  return Object.fromEntries(
    standing.flatMap(({ part, text }): [WordedPart, string][] => {
      const own = texts[part]?.replaceAll("\r\n", "\n").trim();
      return own === undefined || own === text.trim() ? [] : [[part, own]];
    }),
  );
}

const sameTexts = (one: Wording, other: Wording): boolean => {
  const parts = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<WordedPart>;
  return [...parts].every((part) => one[part] === other[part]);
};

/** An approval that was given covers the letter as it was: the plan is made anew, and everybody approves once more. */
async function askAgain(tx: Tx, request: Loaded): Promise<void> {
  const { id, planNo } = request;
  if ((await tx.approval.count({ where: { request: id, planNo, kind: { not: "opinion" } } })) > 0)
    await planAnew(tx, request, "letter");
}
