import { expect, test } from "vitest";
import { broken, problemsOf, type Broken } from "./broken.fixture";

/** What is wrong, the edit, the path of the problem, the line it names, what it says. */
const cases: Broken[] = [
  [
    "a rule id twice",
    { under: "categories.customer-ads", from: "id: inactive", to: "id: objection" },
    "categories.customer-ads.rules.1.id",
    "- id: objection",
    /same id/,
  ],
  [
    "a recipient outside the EEA without safeguard",
    { under: "recipients.hotjar", from: "country: MT", to: "country: US" },
    "recipients.hotjar",
    "hotjar:",
    /outside the EEA: add the “safeguard”/,
  ],
  [
    "a recipient who knows the person by an id that nobody learns",
    { under: "recipients.adyen", from: "knows: [adyen]", to: "knows: [passport]" },
    "recipients.adyen.knows",
    "knows: [passport]",
    /No source learns an id “passport”/,
  ],
  [
    "an address for a recipient that is not told by e-mail",
    { under: "recipients.bank", from: "notice: post", to: "notice: post\n    address: privacy@bank.example" },
    "recipients.bank.address",
    "address: privacy@bank.example",
    /only where “notice” is email/,
  ],
  [
    "a topic of a category that is not there",
    { under: "topics.account", from: "address-book,", to: "address-box," },
    "topics.account.categories.2",
    "address-box",
    /no category “address-box”/,
  ],
  [
    "a category in two topics",
    { under: "topics.visits", from: "server-log,", to: "account, server-log," },
    "topics.visits.categories.0",
    "account",
    /topic “account” already/,
  ],
  [
    "a legitimate interest that is not named",
    { under: "purposes.operation", from: / {4}interest:\n.*\n.*\n/, to: "" },
    "purposes.operation",
    "operation:",
    /needs the interest/,
  ],
  [
    "an unknown recipient",
    { under: "categories.survey", from: "[hosting]", to: "[hosting, nobody]" },
    "categories.survey.recipients.1",
    "recipients: [hosting, nobody]",
    /no recipient “nobody”/,
  ],
  [
    "an unknown purpose",
    { under: "categories.survey", from: "[surveys]", to: "[fun]" },
    "categories.survey.purposes.0",
    "purposes: [fun]",
    /no purpose “fun”/,
  ],
  [
    "a consent that does not cover the category",
    { under: "categories.survey", from: "withdrawal: surveys", to: "withdrawal: comfort" },
    "categories.survey.rights.withdrawal",
    "rights: { portability: if-consent, rectification: yes, objection: balance, withdrawal: comfort }",
    /does not cover/,
  ],
  [
    "an unknown category in a manual source",
    { under: "sources.mapp", from: "[analytics-webtrekk]", to: "[analytics-hotspot]" },
    "sources.mapp.categories.0",
    "categories: [analytics-hotspot]",
    /no category “analytics-hotspot”/,
  ],
  [
    "a category that nobody holds",
    { under: "categories.backup", from: / {4}elsewhere:\n.*\n.*\n/, to: "" },
    "categories.backup",
    "backup:",
    /No source holds “backup”/,
  ],
  [
    "a column that people read of without a name for it",
    { under: "fields", from: "  nickname:", to: "  pet_name:" },
    "sources.shop.tables.product_registrations.columns.nickname",
    "nickname: { provided: true, correct: true }",
    /give it a label under “fields”/,
  ],
  [
    "an identity that cannot be corrected",
    {
      under: "sources.shop.tables.accounts",
      from: "provided: true, correct: true, identity",
      to: "provided: true, identity",
    },
    "sources.shop.tables.accounts.columns.email",
    "email: { provided: true, identity: true }",
    /add “correct”, or remove it/,
  ],
  [
    "a statement that would be corrected",
    {
      under: "sources.shop.tables.order_emails",
      from: "counter_statement: { provided: true }",
      to: "counter_statement: { provided: true, correct: true }",
    },
    "sources.shop.tables.order_emails.columns.counter_statement",
    "counter_statement: { provided: true, correct: true }",
    /not corrected itself/,
  ],
  [
    "a use that may go on for a purpose nobody knows",
    { under: "pause", from: "[product-safety]", to: "[safety]" },
    "pause.continue.recall.purposes.0",
    "purposes: [safety]",
    /no purpose “safety”/,
  ],
  [
    "a use that nothing ends",
    { under: "sources.shop.tables.marketing_profiles", from: / {8}stop: .*\n/, to: "" },
    "sources.shop.tables.marketing_profiles",
    "marketing_profiles:",
    /give both, or neither/,
  ],
  [
    "a consent without a purpose of its name",
    { under: "consents", from: "  surveys:", to: "  polls:" },
    "consents.polls",
    "polls:",
    /has the id of its purpose/,
  ],
  [
    "an authority that supervises no company",
    { under: "authority", from: "DE-BE", to: "DE" },
    "authority",
    "authority: DE",
    /No authority for companies/,
  ],
  [
    "a word for a table that no source has",
    { under: "vocabulary.tables.order_lines", from: "order_lines:", to: "order_rows:" },
    "vocabulary.tables.order_rows",
    "order_rows:",
    /No source maps this table/,
  ],
  [
    "a word for a column that its table lacks",
    { under: "vocabulary.tables.orders", from: "placed_at: orderDate", to: "ordered_at: orderDate" },
    "vocabulary.tables.orders.fields.ordered_at",
    "ordered_at: orderDate",
    /no such column/,
  ],
  [
    "a zone that is none",
    { under: "zone", from: "Europe/Berlin", to: "Europe/Atlantis" },
    "zone",
    "zone: Europe/Atlantis",
    /no time zone/,
  ],
];

test.each(cases)("a policy that speaks of what is not there: %s", (_, edit, path, line, message) => {
  const problem = { path, line: expect.stringContaining(line), message: expect.stringMatching(message) };
  expect(problemsOf(broken(edit))).toContainEqual(problem);
});
