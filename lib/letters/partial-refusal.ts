/** Art. 12(4): a part of what was asked is refused, each with its ground, its facts and what can be done instead; the rest goes its way. */
import type { Body } from "./compose";
import { groundInWords } from "./citation";
import type { Block, Language, PartialRefusal, RefusedPart } from "./letter";
import { remedies } from "./remedies";
import { longDay, type Say } from "./words";

export const partialRefusal: Body<PartialRefusal> = (facts, say, language) => {
  const { receivedOn, right, parts, dueOn } = facts;
  return [
    {
      text: say("partial-refusal.what", { receivedOn: longDay(language, receivedOn), right: say(`rights.${right}`) }),
    },
    { text: say("partial-refusal.rest", { dueOn: longDay(language, dueOn) }) },
    ...parts.flatMap((part) => refused(part, say, language)),
    ...remedies(say, facts),
  ];
};

function refused({ label, count, until, ...part }: RefusedPart, say: Say, language: Language): Block[] {
  return [
    { heading: say("partial-refusal.part", { label, count: count ?? 0 }) },
    { text: say("partial-refusal.ground", { ground: groundInWords(language, part.article, part.norm) }) },
    { text: say("partial-refusal.facts", { facts: part.facts }) },
    ...(until === null ? [] : [{ text: say("partial-refusal.until", { until: longDay(language, until) }) }]),
    { text: say("partial-refusal.instead", { alternative: part.alternative }) },
  ];
}
