/** Composes a letter from its facts and its wording. Pure: the same facts, worded alike, give the same letter. */
import { placesOf, wordedParts, type WordedKind, type Wording } from "../gdpr/wording";
import { no, yes, type Result } from "../result";
import { access } from "./access";
import { acknowledgement } from "./acknowledgement";
import { erasure } from "./erasure";
import { headOf } from "./head";
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
  supplement,
  weighing,
} from "./more-answers";
import { firstMissing, type Missing } from "./must-haves";
import { partialRefusal } from "./partial-refusal";
import { cancellation, extension, identityQuery, notIdentified, refusal, stopNotice } from "./short-letters";
import { objection, withdrawal } from "./stopped";
import { longDay, speaker, type Say } from "./words";

export type Body<Facts> = (facts: Facts, say: Say, language: Language) => Block[];

const bodies: { [K in ComposedKind]: Body<LetterFacts[K]> } = {
  acknowledgement,
  "stop-notice": stopNotice,
  access,
  erasure,
  objection,
  withdrawal,
  refusal,
  "partial-refusal": partialRefusal,
  extension,
  "identity-query": identityQuery,
  "not-identified": notIdentified,
  cancellation,
  rectification,
  restriction,
  lifting,
  portability,
  weighing,
  intervention,
  answer,
  supplement,
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
  wording: Wording = {},
): Result<Missing, Letter> {
  const missing = firstMissing(kind, facts, wording);
  if (missing !== null) return no(missing);
  const say = speaker(language, sentencesOf(kind, wording));
  const { name, reference, controller, contact, head, checkpoint, pageUrl } = facts;
  const free = { reference, controller, receivedOn: longDay(language, facts.receivedOn) };
  const own = (part: "opening" | "ending") => (wording[part] ? paragraphs(say(part, free)) : []);
  const blocks: Block[] = [
    ...paragraphs(addressed(say("greeting", { named: name ? "yes" : "no", name: name ?? "" }))),
    ...own("opening"),
    ...bodies[kind](facts, say, language),
    ...own("ending"),
    { text: say("contact", { email: contact, reference }) },
    ...(head ? [{ text: say("proof", { head }) }] : []),
    ...(head && answers.has(kind) ? [{ text: say("proof-file", { url: pageUrl }) }] : []),
    ...(checkpoint ? [{ text: say("checkpoint", { note: checkpoint.trimEnd() }) }] : []),
    { text: say("closing", { controller }) },
  ];
  const { letterhead } = facts;
  return yes({
    kind,
    language,
    title: say(`${kind}.title`, { system: "system" in facts ? facts.system : "" }),
    blocks,
    ...(letterhead && { head: headOf(language, letterhead) }),
  });
}

/** The sentences of the letter that are worded otherwise, by their keys. */
function sentencesOf(kind: WordedKind, wording: Wording): Record<string, string> {
  const places = placesOf(kind);
  const worded = wordedParts.flatMap((part): [string, string][] => {
    const [place, text] = [places[part], wording[part]];
    return place && text !== undefined ? [[place.key, text]] : [];
  });
  return { ...Object.fromEntries(worded), ...(places.remedies && wording.remedies ? { "remedies.page": "" } : {}) };
}

const paragraphs = (text: string): Block[] =>
  text.split(/\r?\n(?:[ \t]*\r?\n)+/).flatMap((one) => (one.trim() === "" ? [] : [{ text: one.trim() }]));

/** Where nobody's name is known, no gap stands before the comma. */
const addressed = (text: string): string => text.replace(/ +(?=[,.!:]|$)/g, "");
