import { expect, test } from "vitest";
import { broken, problemsOf, type Broken } from "./broken.fixture";

const shop = "sources.shop.tables";

/** What is wrong, the edit, the path of the problem, the line it names, what it says. */
const cases: Broken[] = [
  [
    "an unknown key",
    { under: "categories.newsletter", from: "purposes:", to: "purpose:" },
    "categories.newsletter.purpose",
    "purpose: [newsletter]",
    /Nobody knows the key “purpose”/,
  ],
  [
    "an unknown key of the file",
    { under: "zone", from: "zone:", to: "colour: red\nzone:" },
    "colour",
    "colour: red",
    /Nobody knows/,
  ],
  [
    "an unknown key of a table",
    { under: "sources.shop.tables.sepa_mandates", from: "trigger:", to: "triger:" },
    `${shop}.sepa_mandates.triger`,
    "triger: last_debit_on",
    /Nobody knows the key “triger”/,
  ],
  [
    "an unknown key of a column",
    { under: "sources.shop.tables.addresses", from: "label: { provided: true }", to: "label: { given: true }" },
    `${shop}.addresses.columns.label.given`,
    "label: { given: true }",
    /Nobody knows/,
  ],
  [
    "an unknown key of a path",
    { under: "sources.shop.tables.addresses", from: "account: account_id", to: "acount: account_id" },
    `${shop}.addresses.person.0.acount`,
    "person: [{ acount: account_id }]",
    /Nobody knows the key “acount”/,
  ],
  [
    "something missing",
    { under: "categories.account-optional", from: "origin:", to: "elsewhere:" },
    "categories.account-optional.origin",
    "account-optional:",
    /“origin” is missing/,
  ],
  [
    "a category without a rule",
    { under: "categories.contact-email", from: "rules:\n", to: "rules: []\n    elsewhere:\n" },
    "categories.contact-email.rules",
    "rules: []",
    /category without a rule/,
  ],
  [
    "a period that is no duration",
    { under: "categories.retargeting", from: "P90D", to: "90 days" },
    "categories.retargeting.rules.0.keep",
    "keep: 90 days",
    /“90 days” is no ISO 8601 duration/,
  ],
  [
    "a period of two units",
    { under: "categories.retargeting", from: "P90D", to: "P1Y6M" },
    "categories.retargeting.rules.0.keep",
    "keep: P1Y6M",
    /no ISO 8601 duration/,
  ],
  [
    "a word that is not one of the list",
    { under: "categories.order", from: "end: erase", to: "end: shred" },
    "categories.order.rules.0.end",
    "end: shred",
    /“shred” is not known for “end”: write one of erase/,
  ],
  [
    "a category twice",
    { under: "categories.order", from: "delivery-note:", to: "order:" },
    "categories.order",
    "order:",
    /stands here twice/,
  ],
];

test.each(cases)("a policy of the wrong shape: %s", (_, edit, path, line, message) => {
  const problem = { path, line: expect.stringContaining(line), message: expect.stringMatching(message) };
  expect(problemsOf(broken(edit))).toContainEqual(problem);
});
