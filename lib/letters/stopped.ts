/**
 * Art. 7(3), 21(3): the answer to the end of a consent and to a no to advertising. From when it ended, where, what stays
 * and why, what may still arrive. What happened before stays lawful (Art. 7(3), third sentence).
 */
import type { Body } from "./compose";
import type { Block, Language, StopAnswer } from "./letter";
import { endedWhere, fileOf, goesWith } from "./more-answers";
import { remedies } from "./remedies";
import { longDay, longInstant, type Say } from "./words";

type Kind = "withdrawal" | "objection";

const stopped =
  (kind: Kind): Body<StopAnswer> =>
  (facts, say, language) => [
    {
      text: say(`${kind}.done`, {
        endedAt: longInstant(language, facts.endedAt, facts.zone),
        what: list(facts, say, language),
      }),
    },
    { text: say(`${kind}.before`) },
    ...endedWhere(facts, say, language),
    ...overlap(facts, say, language),
    ...goesWith(facts, say),
    ...stays(kind, facts, say, language),
    ...remedies(say, facts),
  ];

export const withdrawal = stopped("withdrawal");
export const objection = stopped("objection");

const list = ({ ended }: StopAnswer, say: Say, language: Language): string =>
  new Intl.ListFormat(language, { type: "conjunction" }).format(ended.map((label) => say("stopped.quoted", { label })));

const overlap = ({ overlapUntil }: StopAnswer, say: Say, language: Language): Block[] =>
  overlapUntil ? [{ text: say("stopped.overlap", { until: longDay(language, overlapUntil) }) }] : [];

function stays(kind: Kind, { proofUntil, device, fileUntil }: StopAnswer, say: Say, language: Language): Block[] {
  return [
    { heading: say("stopped.stays") },
    {
      list: [
        ...(proofUntil ? [say("stopped.proof", { until: longDay(language, proofUntil) })] : []),
        say(`${kind}.entry`),
      ],
    },
    fileOf(fileUntil, say, language),
    ...(device ? [{ text: say("stopped.device", { url: device }) }] : []),
  ];
}
