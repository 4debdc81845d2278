/** The letters of one page: refusal (Art. 12(4)), extension (12(3)), who somebody is (11, 12(2), (6)), stop notice, cancellation. */
import type { Body } from "./compose";
import type { Cancellation, Extension, IdentityQuery, NotIdentified, Refusal, StopNotice } from "./letter";
import { remedies } from "./remedies";
import { provision } from "./citation";
import { longDay } from "./words";

export const refusal: Body<Refusal> = (facts, say, language) => {
  const { right, receivedOn, part, ground, article, until } = facts;
  const asked = { receivedOn: longDay(language, receivedOn), right: say(`rights.${right}`), part };
  return [
    { text: say("refusal.what", asked) },
    { heading: say("refusal.ground-heading") },
    { text: say(`refusal.ground.${ground}`, { article: provision(language, article) }) },
    { text: say("refusal.facts", { facts: facts.facts }) },
    ...(until === null ? [] : [{ text: say("refusal.until", { until: longDay(language, until) }) }]),
    { heading: say("refusal.alternative-heading") },
    { text: say("refusal.alternative", { alternative: facts.alternative }) },
    ...remedies(say, facts),
  ];
};

export const extension: Body<Extension> = (facts, say, language) => {
  const { reason, receivedOn, dueOn, newDueOn, ready } = facts;
  const days = {
    receivedOn: longDay(language, receivedOn),
    dueOn: longDay(language, dueOn),
    newDueOn: longDay(language, newDueOn),
  };
  return [
    { text: say("extension.new-date", days) },
    { text: say(`extension.reason.${reason}`) },
    { text: say("extension.facts", { facts: facts.facts }) },
    { text: ready ? say("extension.ready", { ready }) : say("extension.nothing-ready") },
    ...remedies(say, facts),
  ];
};

export const identityQuery: Body<IdentityQuery> = (facts, say, language) => {
  const days = {
    receivedOn: longDay(language, facts.receivedOn),
    dueOn: longDay(language, facts.dueOn),
    answerBy: longDay(language, facts.answerBy),
  };
  const street = facts.letterhead
    ? `${facts.letterhead.name}, ${facts.letterhead.street}, ${facts.letterhead.postcode} ${facts.letterhead.city}`
    : facts.controller;
  const ways = { pageUrl: facts.pageUrl, email: facts.contact, street };
  return [
    { text: say("identity-query.what", days) },
    { text: say("identity-query.why", { facts: facts.facts }) },
    { text: say("identity-query.need", { item: facts.item }) },
    { text: say(facts.onPaper ? "identity-query.ways-on-paper" : "identity-query.ways", ways) },
    { text: say("identity-query.no-id") },
    { text: say("identity-query.use") },
    { heading: say("identity-query.time-heading") },
    { text: say(facts.rests ? "identity-query.rests" : "identity-query.runs", days) },
    { text: say("identity-query.silence", days) },
  ];
};

export const notIdentified: Body<NotIdentified> = (facts, say, language) => [
  { text: say("not-identified.what", { receivedOn: longDay(language, facts.receivedOn) }) },
  { text: say("not-identified.why", { facts: facts.facts }) },
  { text: say("not-identified.need", { item: facts.item }) },
  { text: say("not-identified.ways", { pageUrl: facts.pageUrl, email: facts.contact }) },
  { text: say("not-identified.no-id") },
  { text: say("not-identified.use") },
  { text: say("not-identified.silence") },
  ...remedies(say, facts),
];

export const stopNotice: Body<StopNotice> = ({ reference, right, receivedOn, stopUrl, follows }, say, language) => {
  const why = { follows: follows ?? "asked" };
  const asked = { receivedOn: longDay(language, receivedOn), right: say(`rights.${right}`) };
  return [
    { text: say("stop-notice.made", { ...asked, ...why }) },
    { text: say("stop-notice.nothing", why) },
    { text: say("stop-notice.stop", { stopUrl }) },
    { text: say("stop-notice.reference", { reference }) },
  ];
};

export const cancellation: Body<Cancellation> = ({ right, receivedOn, cancelledOn, by }, say, language) => {
  const days = { receivedOn: longDay(language, receivedOn), cancelledOn: longDay(language, cancelledOn) };
  return [
    { text: say("cancellation.what", { ...days, right: say(`rights.${right}`), by }) },
    { text: say("cancellation.again") },
    { text: say("cancellation.not-you") },
  ];
};
