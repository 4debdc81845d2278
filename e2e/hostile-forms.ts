/** Every form of a customer: what goes into each of its fields when all is well, and which of them are tried together. */
import { randomUUID } from "node:crypto";
import { unknown } from "./well-formed";

export type Values = Record<string, string>;
/**
 * Fields that are tried together, each with a string of its own, so that every field meets every string; all others hold what is
 * well formed, or what `spoil` says: an answer that is refused for another reason, so that what is tried is weighed and given back
 * and not received some hundred times.
 */
type Round = { fields: readonly string[]; spoil?: Values };
export type HostileForm = {
  /** A value for each field of the schema; a record has the fields that its page shows. */
  well: Values;
  rounds: readonly Round[];
  /** Nothing can be typed into it: whoever sends something else has made the form up. */
  unseen?: true;
};

/** A form without a field that a person can fill in or choose from. */
const pressed = (well: Values): HostileForm => ({ well, rounds: [{ fields: Object.keys(well) }], unseen: true });

const words = "Please look at this. It matters to me.";
const id = randomUUID();
const reference = unknown.reference;
const token = "nobody-was-given-this";

/** `own`: what only the running portal knows: a request and a record of the person who fills the forms in. */
export const hostileForms = (own: { reference: string; code: string }): Record<string, HostileForm> => ({
  "switch-language": pressed({ language: "en" }),
  "ask-for-link": {
    well: { address: "nobody@post.example", to: "/my" },
    rounds: [{ fields: ["address"] }, { fields: ["to"], spoil: { address: "nobody" } }],
  },
  "confirm-link": pressed({ token }),
  "look-up": {
    well: { reference, code: "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-A" },
    rounds: [{ fields: ["reference", "code"] }, { fields: ["code"] }],
  },
  stop: pressed({ token }),
  unsubscribe: pressed({ token }),
  "open-task": pressed({ token }),
  "answer-task": { well: { token, answer: words }, rounds: [{ fields: ["token", "answer"] }] },
  "open-notice": pressed({ token }),
  "confirm-notice": {
    well: { token, answer: "done", effectiveOn: "2026-11-01" },
    rounds: [{ fields: ["effectiveOn"] }, { fields: ["token", "answer"] }],
  },
  receive: pressed({
    id,
    want: "erasure",
    scope: "categories",
    category: "order",
    licences: "keep",
    contact: "allow",
    seen: "yes",
  }),
  "end-consent": pressed({ id, consent: "nothing-like-that" }),
  "stop-advertising": pressed({ id }),
  "object-to-use": {
    well: { id, purpose: "nothing-like-that", words },
    rounds: [{ fields: ["words"] }, { fields: ["id", "purpose"] }],
  },
  correct: {
    well: { id, category: "order", code: own.code, "to.city": "Kiel", statement: "", words: "", pause: "yes" },
    rounds: [{ fields: ["id", "category", "code", "to.city", "statement", "words", "pause"] }],
  },
  pause: {
    well: { id, ground: "18(1)(a)", scope: "everything", category: "order", words },
    rounds: [{ fields: ["id", "ground", "scope", "category", "words"] }],
  },
  "end-pause": pressed({ reference }),
  "human-review": { well: { id, code: unknown.code, words }, rounds: [{ fields: ["id", "code", "words"] }] },
  "ask-for-another": {
    well: { id, is: "parent", want: "restriction", ground: "18(1)(a)", words },
    rounds: [{ fields: ["id", "is", "want", "ground", "words"] }],
  },
  "cancel-contract": { well: { id, words, order: "100234" }, rounds: [{ fields: ["id", "words", "order"] }] },
  "accept-fee": pressed({ reference }),
  cancel: pressed({ reference }),
  "waive-copy": pressed({ reference }),
  "name-transfer": {
    well: { id, company: "Neue Klänge GmbH", address: "http://not.secure.example/", code: "" },
    rounds: [{ fields: ["company"] }, { fields: ["id", "code"] }, { fields: ["address"], spoil: { code: "no code" } }],
  },
  "confirm-transfer": pressed({ reference, transfer: unknown.id }),
  "cancel-transfer": pressed({ reference }),
  "write-message": {
    well: { reference: own.reference, id, text: words },
    rounds: [{ fields: ["id", "text"] }, { fields: ["reference"] }],
  },
  "choose-language": pressed({ language: "en" }),
  "choose-place": { well: { country: "DE", land: "" }, rounds: [{ fields: ["country"] }, { fields: ["land"] }] },
  "choose-paper": {
    well: { paper: "yes", address: "Nobody" },
    rounds: [{ fields: ["address"] }, { fields: ["paper"] }],
  },
  "choose-contact": {
    well: { to: "other", address: "nobody" },
    rounds: [{ fields: ["address"] }, { fields: ["to"] }],
  },
  "prove-contact": { well: { code: "12345678" }, rounds: [{ fields: ["code"] }] },
  "end-session": pressed({ code: "0".repeat(32) }),
  "end-other-sessions": pressed({ which: "others" }),
  "later-notice": pressed({ reference, wanted: "yes" }),
});
