/** Composes a letter from its facts. Pure: the same facts give the same letter. */
import { no, yes, type Result } from "../result";
import { access } from "./access";
import { acknowledgement } from "./acknowledgement";
import { erasure } from "./erasure";
import type { Block, ComposedKind, Language, Letter, LetterFacts } from "./letter";
import {
  addressChange,
  answer,
  fee,
  intervention,
  lifting,
  portability,
  rectification,
  restriction,
  weighing,
} from "./more-answers";
import { firstMissing, type Missing } from "./must-haves";
import { cancellation, extension, notIdentified, refusal, stopNotice } from "./short-letters";
import { objection, withdrawal } from "./stopped";
import { speaker, type Say } from "./words";

export type Body<Facts> = (facts: Facts, say: Say, language: Language) => Block[];

const bodies: { [K in ComposedKind]: Body<LetterFacts[K]> } = {
  acknowledgement,
  "stop-notice": stopNotice,
  access,
  erasure,
  objection,
  withdrawal,
  refusal,
  extension,
  "not-identified": notIdentified,
  cancellation,
  rectification,
  restriction,
  lifting,
  portability,
  weighing,
  intervention,
  answer,
  fee,
  "address-change": addressChange,
};

/** Letters that close a request: with them the person can take their proof. */
const answers: ReadonlySet<ComposedKind> = new Set<ComposedKind>([
  "access",
  "erasure",
  "objection",
  "withdrawal",
  "refusal",
  "rectification",
  "restriction",
  "portability",
  "weighing",
  "intervention",
  "answer",
]);

/** The letter, or the first thing it would have to say and cannot (`must-haves.ts`). */
export function composeLetter<K extends ComposedKind>(
  kind: K,
  language: Language,
  facts: LetterFacts[K],
): Result<Missing, Letter> {
  const missing = firstMissing(kind, facts);
  if (missing !== null) return no(missing);
  const say = speaker(language);
  const { name, reference, controller, contact, head, checkpoint, pageUrl } = facts;
  const blocks: Block[] = [
    { text: say("greeting", { named: name ? "yes" : "no", name: name ?? "" }) },
    ...bodies[kind](facts, say, language),
    { text: say("contact", { email: contact, reference }) },
    ...(head ? [{ text: say("proof", { head }) }] : []),
    ...(head && answers.has(kind) ? [{ text: say("proof-file", { url: pageUrl }) }] : []),
    ...(checkpoint ? [{ text: say("checkpoint", { note: checkpoint.trimEnd() }) }] : []),
    { text: say("closing", { controller }) },
  ];
  return yes({ kind, language, title: say(`${kind}.title`), blocks });
}
