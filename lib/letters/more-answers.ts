/**
 * Art. 12(3), (4): the answers to a correction, a pause and its end, to data taken along, to an objection that was weighed,
 * to a second look at a decision, and to what a person answered by hand.
 */
import type { Day } from "../gdpr/day";
import type { Body } from "./compose";
import type { Block, Language, LetterFacts } from "./letter";
import type { Closing, Ended, RectificationFacts, SentFacts, Told } from "./answer-facts";
import { citation, provision } from "./citation";
import { remedies } from "./remedies";
import { lineSpeaker, longDay, longInstant, longNumber, type Say } from "./words";

const joined = (labels: readonly string[], language: Language): string =>
  new Intl.ListFormat(language, { type: "conjunction" }).format(labels);

/** Art. 16. */
export const rectification: Body<LetterFacts["rectification"]> = (facts, say, language) => {
  const days = { receivedOn: longDay(language, facts.receivedOn), doneOn: longDay(language, facts.doneOn) };
  const lines = (way: RectificationFacts["lines"][number]["way"]) =>
    facts.lines
      .filter((line) => line.way === way)
      .map(({ label, fields }) =>
        fields.length > 0 ? say("rectification.fields", { label, fields: joined(fields, language) }) : label,
      );
  const section = (way: RectificationFacts["lines"][number]["way"]): Block[] =>
    lines(way).length === 0 ? [] : [{ heading: say(`rectification.${way}`) }, { list: lines(way) }];
  const { documentNorm } = facts;
  return [
    { text: say(facts.lines.length > 0 ? "rectification.done" : "rectification.nothing", days) },
    ...section("changed"),
    ...section("statement"),
    ...section("document"),
    ...(documentNorm === null
      ? []
      : [{ text: say("rectification.document-why", { norm: citation(language, documentNorm) }) }]),
    ...section("by-hand"),
    ...section("refused"),
    ...section("held"),
    ...(lines("held").length > 0 ? [{ text: say("rectification.held-why") }] : []),
    ...section("gone"),
    ...section("not-done"),
    { text: say("rectification.no-values") },
    ...(facts.paused ? [{ text: say("rectification.paused") }] : []),
    ...closing(facts, say, language),
    ...remedies(say, facts),
  ];
};

/** Art. 18(1), (2): set. */
export const restriction: Body<LetterFacts["restriction"]> = (facts, say, language) => {
  const { scope, exceptions, stops, ground, since, zone, liftDays } = facts;
  const what = scope.length === 0 ? say("restriction.everything") : joined(scope, language);
  return [
    { text: say("restriction.since", { since: longInstant(language, since, zone), what }) },
    {
      text: say("restriction.ground", {
        ground: provision(language, ground),
        why: say(`restriction.why.${ground.at(-2) ?? "a"}`),
      }),
    },
    { text: say("restriction.effect") },
    { heading: say("restriction.exceptions-heading") },
    ...(exceptions.length === 0 ? [{ text: say("restriction.no-exception") }] : []),
    ...(exceptions.length > 0
      ? [
          {
            list: exceptions.map(({ label, ground: on, reason }) =>
              say("restriction.exception", { label, ground: say(`restriction.on.${on}`), reason }),
            ),
          },
        ]
      : []),
    ...(stops.length > 0 ? [{ text: say("restriction.stops", { uses: joined(stops, language) }) }] : []),
    { heading: say("restriction.end-heading") },
    { text: say("restriction.end", { days: liftDays }) },
    ...closing(facts, say, language),
    ...remedies(say, facts),
  ];
};

/** Art. 18(3): before it ends. */
export const lifting: Body<LetterFacts["lifting"]> = (facts, say, language) => {
  const { endsOn, scope, lifting: why } = facts;
  const what = scope.length === 0 ? say("restriction.everything") : joined(scope, language);
  return [
    { text: say("lifting.on", { endsOn: longDay(language, endsOn), what }) },
    ...(why
      ? [{ text: say("lifting.why", why) }, { text: say("lifting.after", why) }]
      : [{ text: say("lifting.own") }]),
    { text: say("lifting.before") },
    ...remedies(say, facts),
  ];
};

/** Art. 20(2): what was sent where, and what came of it. */
function sentTo(
  { state, company, host, at, zone, sha256, bytes, status, receipt }: SentFacts,
  say: Say,
  language: Language,
): Block[] {
  // prettier-ignore
  const file = sha256 !== null && bytes !== null ? { sha256, bytes: longNumber(language, bytes) } : null;
  return [
    { heading: say("portability.sent-heading") },
    { text: say(`portability.sent.${state}`, { company }) },
    {
      list: [
        say("portability.sent-to", { host }),
        say("portability.sent-at", { at: longInstant(language, at, zone) }),
        ...(file ? [say("portability.sent-file", file)] : []),
        ...(status !== null ? [say("portability.sent-status", { status: String(status) })] : []),
        ...(receipt !== null ? [say("portability.sent-receipt", { receipt })] : []),
      ],
    },
    ...(state === "accepted" ? [{ text: say("portability.sent-theirs", { company }) }] : []),
  ];
}

/** In the sentence of the page. */
const notTaken = (why: LetterFacts["portability"]["leftOut"][number]["why"], language: Language): string =>
  lineSpeaker(language)(`why.${why}`, { norm: provision(language, why === "others" ? "20(4)" : "20(1)") });

/** Art. 20. */
export const portability: Body<LetterFacts["portability"]> = (facts, say, language) => {
  const { records, downloads, leftOut, expiresOn, pageUrl } = facts;
  return [
    { text: say(records === 0 ? "portability.nothing" : "portability.ready", { records }) },
    { text: say("portability.download", { expiresOn: longDay(language, expiresOn), downloads }) },
    { text: say("portability.page", { pageUrl }) },
    ...(facts.sent ? sentTo(facts.sent, say, language) : []),
    { heading: say("portability.contents-heading") },
    { text: say("portability.contents") },
    ...(leftOut.length > 0
      ? [
          { heading: say("portability.left-out-heading") },
          {
            list: leftOut.map(({ label, why }) => say("portability.left-out", { label, why: notTaken(why, language) })),
          },
          { text: say("portability.copy") },
        ]
      : []),
    ...handled(facts.byHand, say, language),
    { text: say("portability.stays") },
    fileOf(facts.fileUntil, say, language),
    ...remedies(say, facts),
  ];
};

/** Art. 21(1): weighed. */
export const weighing: Body<LetterFacts["weighing"]> = (facts, say, language) => {
  const { outcome, purposes, ended, endsOn, result, interest, necessity, situation } = facts;
  const what = joined(purposes, language);
  return [
    { text: say(`weighing.${outcome}`, { what }) },
    { heading: say("weighing.reasons-heading") },
    { text: result },
    {
      list: [
        say("weighing.interest", { interest }),
        say("weighing.necessity", { necessity }),
        say("weighing.situation", { situation }),
      ],
    },
    ...(endsOn ? [{ text: say("weighing.pause-ends", { endsOn: longDay(language, endsOn) }) }] : []),
    ...(ended ? endedWhere(ended, say, language) : []),
    ...(ended ? goesWith(ended, say) : []),
    ...(ended ? [{ heading: say("stopped.stays") }, fileOf(ended.fileUntil, say, language)] : []),
    ...remedies(say, facts),
  ];
};

/** Art. 22(3). */
export const intervention: Body<LetterFacts["intervention"]> = (facts, say, language) => {
  const { label, decidedOn, outcome, reasons, fileUntil } = facts;
  const day = decidedOn === null ? "" : longDay(language, decidedOn);
  return [
    { text: say("intervention.looked", { label, day, dated: decidedOn === null ? "no" : "yes" }) },
    { text: say(`intervention.${outcome}`) },
    { heading: say("intervention.reasons-heading") },
    { text: reasons },
    { text: say("intervention.view") },
    fileOf(fileUntil, say, language),
    ...remedies(say, facts),
  ];
};

/** Answered by a person, in their words. */
export const answer: Body<LetterFacts["answer"]> = (facts, say, language) => [
  {
    text: say("answer.about", { receivedOn: longDay(language, facts.receivedOn), right: say(`rights.${facts.right}`) }),
  },
  ...facts.answer.split(/\n{2,}/).map((text) => ({ text })),
  ...(facts.rest.trim() === "" ? [] : [{ heading: say("answer.rest-heading") }, { text: facts.rest }]),
  fileOf(facts.fileUntil, say, language),
  ...remedies(say, facts),
];

/** Art. 15: what was found where only a person could look, after the answer. */
export const supplement: Body<LetterFacts["supplement"]> = (facts, say, language) => {
  const { receivedOn, system, label, found, fileUntil } = facts;
  return [
    { text: say("supplement.about", { receivedOn: longDay(language, receivedOn), system, label }) },
    ...found.split(/\n{2,}/).map((text) => ({ text })),
    fileOf(fileUntil, say, language),
    ...remedies(say, facts),
  ];
};

/** Art. 12(5): a fee is announced first, so that the person can take the request back. */
export const fee: Body<LetterFacts["fee"]> = (facts, say, language) => [
  { text: say("fee.announced", { euros: facts.euros, receivedOn: longDay(language, facts.receivedOn) }) },
  { text: say("fee.why", { facts: facts.facts }) },
  { text: say("fee.choice", { pageUrl: facts.pageUrl }) },
  { text: say("fee.nothing", { dueOn: longDay(language, facts.dueOn) }) },
  ...remedies(say, facts),
];

/** Both addresses hear of it before the change. */
export const addressChange: Body<LetterFacts["address-change"]> = (facts, say, language) => [
  { text: say("address-change.asked", { receivedOn: longDay(language, facts.receivedOn) }) },
  ...(facts.changesOn ? [{ text: say("address-change.on", { changesOn: longDay(language, facts.changesOn) }) }] : []),
  { text: say("address-change.nothing") },
  { text: say("address-change.stop", { stopUrl: facts.stopUrl }) },
  { text: say("stop-notice.reference", { reference: facts.reference }) },
];

/** Where a use ended, who ends it by hand. */
export function endedWhere({ systems, byHand, zone }: Ended, say: Say, language: Language): Block[] {
  const lines = [
    ...systems.map(({ label, at }) => say("stopped.system", { label, at: longInstant(language, at, zone) })),
    ...byHand.map(({ label, by }) => say("stopped.by-hand", { label, by: longDay(language, by) })),
  ];
  return lines.length > 0 ? [{ heading: say("stopped.where") }, { list: lines }] : [{ text: say("stopped.nothing") }];
}

/** What goes with a use that ended. */
export function goesWith({ followUp }: Ended, say: Say): Block[] {
  if (!followUp) return [];
  const follow = { labels: followUp.labels.join(", "), reference: followUp.reference };
  return [{ heading: say("stopped.goes") }, { text: say("stopped.follow-up", follow) }];
}

export const fileOf = (until: Day, say: Say, language: Language): Block => ({
  text: say("closing-file", { until: longDay(language, until) }),
});

function closing({ recipients, byHand, fileUntil }: Closing, say: Say, language: Language): Block[] {
  return [
    ...(recipients.length > 0
      ? [{ heading: say("told.heading") }, { list: recipients.map((one) => toldLine(one, say, language)) }]
      : []),
    ...handled(byHand, say, language),
    fileOf(fileUntil, say, language),
  ];
}

/** A recipient in a line: by when it is told, or that it has confirmed. */
export function toldLine({ name, by, holdsFrom }: Told, say: Say, language: Language): string {
  if (holdsFrom) return say("told.confirmed", { name, on: longDay(language, holdsFrom) });
  return say("told.line", { name, by: longDay(language, by) });
}

function handled(byHand: readonly Told[], say: Say, language: Language): Block[] {
  if (byHand.length === 0) return [];
  const list = byHand.map(({ name, by }) => say("told.line", { name, by: longDay(language, by) }));
  return [{ heading: say("told.by-hand-heading") }, { text: say("told.by-hand") }, { list }];
}
