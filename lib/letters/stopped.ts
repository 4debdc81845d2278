/**
 * Art. 7(3), 21(3): the answer to the end of a consent and to a no to advertising. From when it ended, where, what stays
 * and why, what may still arrive. What happened before stays lawful (Art. 7(3), third sentence).
 */
import type { Body } from "./compose";
import type { Block, Language, StopAnswer } from "./letter";
import { remedies } from "./remedies";
import { longDay, longInstant, type Say } from "./words";

type Kind = "withdrawal" | "objection";

const stopped =
  (kind: Kind): Body<StopAnswer> =>
  (facts, say, language) => [
    {
      text: say(`${kind}.done`, {
        endedAt: longInstant(language, facts.endedAt, facts.zone),
        what: list(facts, language),
      }),
    },
    { text: say(`${kind}.before`) },
    ...where(facts, say, language),
    ...goes(facts, say),
    ...stays(kind, facts, say, language),
    ...remedies(say, facts),
  ];

export const withdrawal = stopped("withdrawal");
export const objection = stopped("objection");

const list = ({ ended }: StopAnswer, language: Language): string =>
  new Intl.ListFormat(language, { type: "conjunction" }).format(ended.map((label) => `“${label}”`));

function where({ systems, byHand, zone, overlapUntil }: StopAnswer, say: Say, language: Language): Block[] {
  const lines = [
    ...systems.map(({ label, at }) => say("stopped.system", { label, at: longInstant(language, at, zone) })),
    ...byHand.map(({ label, by }) => say("stopped.by-hand", { label, by: longDay(language, by) })),
  ];
  return [
    ...(lines.length > 0 ? [{ heading: say("stopped.where") }, { list: lines }] : [{ text: say("stopped.nothing") }]),
    ...(overlapUntil ? [{ text: say("stopped.overlap", { until: longDay(language, overlapUntil) }) }] : []),
  ];
}

function goes({ followUp }: StopAnswer, say: Say): Block[] {
  if (!followUp) return [];
  const { labels, reference } = followUp;
  return [
    { heading: say("stopped.goes") },
    { text: say("stopped.follow-up", { labels: labels.join(", "), reference }) },
  ];
}

function stays(kind: Kind, { proofUntil, fileUntil, device }: StopAnswer, say: Say, language: Language): Block[] {
  return [
    { heading: say("stopped.stays") },
    {
      list: [
        ...(proofUntil ? [say("stopped.proof", { until: longDay(language, proofUntil) })] : []),
        say(`${kind}.entry`),
        say("stopped.file", { until: longDay(language, fileUntil) }),
      ],
    },
    ...(device ? [{ text: say("stopped.device", { url: device }) }] : []),
  ];
}
