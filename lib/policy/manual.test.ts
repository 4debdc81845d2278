/** Whom a system by hand concerns, for which rights, and to whom rows were passed on: what the check says when it is wrong. */
import { expect, test } from "vitest";
import { broken, modelPolicy, problemsOf, type Broken } from "./broken.fixture";
import { asksFor } from "./guide";
import { loadPolicy } from "./load";
import { rightNames } from "../gdpr/right";

const cases: Broken[] = [
  [
    "an id that no database learns",
    { under: "sources.paypal", from: "[paypal]", to: "[paypla]" },
    "sources.paypal.knownBy.0",
    "knownBy: [paypla]",
    /^No database learns an id “paypla”, so nobody would be known there: write one of order, shipment, payment, paypal, .* or add it to the “ids” under “learns”\.$/,
  ],
  [
    "the address is no id of another system",
    { under: "sources.paypal", from: "[paypal]", to: "[paypal, email]" },
    "sources.paypal.knownBy.1",
    "knownBy: [paypal, email]",
    /No database learns an id “email”/,
  ],
  [
    "a right that is none",
    { under: "sources.paypal", from: "[erasure, objection]", to: "[erasure, portability]" },
    "sources.paypal.rights.1",
    "rights: [erasure, portability]",
    /erasure/,
  ],
  [
    "a processor that would be left out of a copy",
    { under: "sources.brevo", from: "knownBy: [order-mail]", to: "rights: [erasure]" },
    "sources.brevo.rights",
    "rights: [erasure]",
    /^Brevo GmbH is a processor: what it holds belongs into a copy\. Add access to “rights”\.$/,
  ],
  [
    "rows that went to somebody who is no recipient of them",
    { under: "sources.shop.tables.shipments", from: "{ DHL: dhl }", to: "{ DHL: stripe }" },
    "sources.shop.tables.shipments.passedTo",
    "passedTo: { column: carrier, is: { DHL: stripe } }",
    /^“stripe” is no recipient of “delivery-note”: write one of dhl, or add it there\.$/,
  ],
  [
    "a column that is not handed out",
    { under: "sources.shop.tables.payment_tokens", from: "column: provider", to: "column: token" },
    "sources.shop.tables.payment_tokens.passedTo.column",
    /passedTo: .*token/.source,
    /^token is not handed out with “payment-token”, so nobody reads it there: name a column that is\.$/,
  ],
  [
    "somebody who asks in an inquiry and is no authority",
    { under: "recipients.dhl", from: "notice: email", to: "notice: email\n    inquiry: true" },
    "recipients.dhl.inquiry",
    "inquiry: true",
    /^Only an authority asks in an inquiry: remove “inquiry”\.$/,
  ],
];

test.each(cases)("%s", (_why, edit, path, line, message) => {
  const problems = problemsOf(broken(edit));
  expect(problems.map((problem) => problem.path)).toEqual([path]);
  expect(problems[0]?.line).toMatch(line.startsWith("passedTo: .*") ? new RegExp(line) : line);
  expect(problems[0]?.message).toMatch(message);
});

test("a table lists the column by which it names recipients", () => {
  const edit = { under: "sources.shop.tables.shipments", from: "column: carrier", to: "column: carier" };
  expect(problemsOf(broken(edit)).map(({ message }) => message)).toContain(
    "The column carier is neither under “columns” nor under “ignore”: list it, or mend the name.",
  );
});

test("a right asks for something in a system unless the policy leaves it out", () => {
  const policy = loadPolicy(modelPolicy);
  const asked = (source: string) => rightNames.filter((right) => asksFor(policy, source, right));
  expect(asked("paypal")).toEqual(["erasure", "objection", "withdrawal"].toSorted(byRights));
  expect(asked("dhl")).toEqual(
    ["rectification", "erasure", "restriction", "objection", "withdrawal"].toSorted(byRights),
  );
  expect(asked("brevo")).toEqual(rightNames);
  expect(asked("shop")).toEqual(rightNames);
  expect(asked("constructor")).toEqual(rightNames);
});

const byRights = (one: string, other: string) =>
  rightNames.indexOf(one as "access") - rightNames.indexOf(other as "access");
