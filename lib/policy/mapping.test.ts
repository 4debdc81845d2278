import { expect, test } from "vitest";
import { broken, problemsOf, type Broken } from "./broken.fixture";

const shop = "sources.shop.tables";

/** What is wrong, the edit, the path of the problem, the line it names, what it says. */
const cases: Broken[] = [
  [
    "a table of an unknown category",
    { under: "sources.shop.tables.repairs", from: "category: repair-address", to: "category: repairs" },
    `${shop}.repairs.category`,
    "category: repairs",
    /no category “repairs”/,
  ],
  [
    "an unknown rule",
    { under: "sources.shop.tables.fraud_cases", from: "rule: case", to: "rule: kase" },
    `${shop}.fraud_cases.rule`,
    "rule: kase",
    /no such rule/,
  ],
  [
    "an end that the table does not know",
    { under: "sources.shop.tables.licence_owners", from: / +unlink:.*\n/, to: "" },
    `${shop}.licence_owners`,
    "licence_owners:",
    /ends with unlink: say here/,
  ],
  [
    "a truncation that cuts nothing",
    { under: "sources.shop.tables.web_log", from: "          truncate: [ip]\n", to: "" },
    `${shop}.web_log.truncate`,
    "truncate:",
    /Nothing is cut/,
  ],
  [
    "a key that would be written",
    { under: "sources.shop.tables.product_registrations", from: "account_id: null", to: "serial: null" },
    `${shop}.product_registrations.unlink.set.serial`,
    "unlink: { set: { serial: null, registered_on: null, nickname: null, warranty: ended } }",
    /is the key of the row/,
  ],
  [
    "a column that is not listed",
    { under: "sources.shop.tables.consents", from: "trigger: ended_on", to: "trigger: ended" },
    `${shop}.consents.trigger`,
    "trigger: ended",
    /neither under “columns” nor under “ignore”/,
  ],
  [
    "a column mapped and ignored",
    { under: "sources.shop.tables.consents", from: "ignore: [restricted_at]", to: "ignore: [restricted_at, purpose]" },
    `${shop}.consents.ignore.1`,
    "ignore: [restricted_at, purpose]",
    /mapped and ignored/,
  ],
  [
    "a path through a table that is not mapped",
    { under: "sources.shop.tables.order_lines", from: "via: orders", to: "via: baskets" },
    `${shop}.order_lines.person.0.via`,
    "person: [{ via: baskets, column: order_id }]",
    /not among the tables/,
  ],
  [
    "a path in a circle",
    {
      under: "sources.shop.tables.orders",
      from: "- { account: customer_number }\n          - { address: email, name: name, postcode: postcode, date: placed_at }",
      to: "- { via: order_lines, column: id }",
    },
    `${shop}.orders.person.0.via`,
    "- { via: order_lines, column: id }",
    /runs in a circle/,
  ],
  [
    "a path that ends nowhere",
    {
      under: "sources.shop.tables.orders",
      from: "\n          - { account: customer_number }\n          - { address: email, name: name, postcode: postcode, date: placed_at }",
      to: " []",
    },
    `${shop}.orders.person`,
    "person: []",
    /Nobody can be found in orders/,
  ],
  [
    "parents below children",
    { under: "sources.shop.tables.email_history", from: "account: account_id", to: "via: orders, column: account_id" },
    `${shop}.email_history.person.0.via`,
    "person: [{ via: orders, column: account_id }]",
    /list parents first/,
  ],
  [
    "rows claimed twice",
    { under: "sources.shop.tables.support_messages#question", from: "is: [question]", to: "is: [contract]" },
    `${shop}.support_messages#question.when.is.0`,
    "when: { column: topic, is: [contract] }",
    /belong to support_messages already/,
  ],
  [
    "a table mapped and ignored",
    { under: "sources.shop.tables", from: "ignore: [products, surveys", to: "ignore: [products, consents, surveys" },
    `${shop}.consents`,
    "consents:",
    /mapped here and ignored/,
  ],
  [
    "an invoice that takes its name from the account",
    { under: "sources.shop.tables.invoices", from: "buyer_name: { name: true }", to: "buyer_name:" },
    `${shop}.invoices.columns`,
    "columns:",
    /a voucher carries its own/,
  ],
  [
    "an invoice column in the account's row",
    {
      under: "sources.shop.tables.accounts",
      from: "company: { category: account-optional, provided: true, correct: true }",
      to: "company: { category: invoice }",
    },
    `${shop}.accounts.columns.company.category`,
    "company: { category: invoice }",
    /say how under “also”/,
  ],
  [
    "an invoice that hangs on an order",
    {
      under: "sources.shop.tables.payments",
      from: "- { account: customer_number }",
      to: "- { via: orders, column: customer_number }",
    },
    `${shop}.payments.person.0.via`,
    "- { via: orders, column: customer_number }",
    /rows of orders may go before/,
  ],
];

test.each(cases)("a mapping that cannot work: %s", (_, edit, path, line, message) => {
  const problem = { path, line: expect.stringContaining(line), message: expect.stringMatching(message) };
  expect(problemsOf(broken(edit))).toContainEqual(problem);
});
