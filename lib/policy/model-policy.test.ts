import { expect, test } from "vitest";
import { rules } from "../gdpr/retention.fixture";
import { rightsOf, tableB } from "../gdpr/rights.fixture";
import { ruleSchema } from "../gdpr/rule";
import { modelPolicy } from "./broken.fixture";
import { asksFor, guideOf } from "./guide";
import { worksByHand } from "./kinds/manual";
import { learnedKinds } from "./learned";
import { loadPolicy } from "./load";
import type { Policy } from "./schema";

const policy = loadPolicy(modelPolicy);

const modelCategories =
  `server-log server-log-truncated session preferences-cookie consent-record analytics-google analytics-hotjar
  analytics-optimizely analytics-webtrekk retargeting support-profile support-ticket-contract support-ticket
  repair-address contact-email newsletter newsletter-unconfirmed consent-proof suppression customer-ads survey
  competition-entry competition-winner invoice oss-record customs-document order-email order delivery-note account
  account-optional address-book payment-token sepa-mandate fraud-file credit-score credit-decision
  product-registration licence withdrawal-declaration authority-disclosure request-file package identity-evidence
  erasure-journal security-log staff-access-log backup`.split(/\s+/);

test("every category of the model list, in its order", () => {
  expect(Object.keys(policy.categories)).toEqual(modelCategories);
});

test.each(modelCategories)("%s: the rules are those that the law's own tests use", (id) => {
  const lawful = (rules[id] ?? []).map((rule) => ruleSchema.parse(rule));
  const bare = (list: readonly (typeof lawful)[number][]) => list.map(({ trigger: _, ...rule }) => rule);
  expect(bare(policy.categories[id]?.rules ?? [])).toEqual(bare(lawful));
});

test.each(modelCategories)("%s: the rights and bases are those of the law's own table", (id) => {
  const { rights, purposes } = policy.categories[id] as Policy["categories"][string];
  expect(rights).toEqual(rightsOf(id));
  const bases = new Set(purposes.map((purpose) => policy.purposes[purpose]?.basis ?? ""));
  const lawful = tableB[id]?.[0] ?? "";
  expect([...bases].toSorted()).toEqual(lawful === "7-3-uwg" ? [lawful] : [...lawful]);
});

test("only fraud files and answers to authorities wait for a review as a whole", () => {
  const waiting = Object.entries(policy.categories).filter(([, { disclose }]) => disclose === "after-review");
  expect(waiting.map(([id]) => id)).toEqual(["fraud-file", "authority-disclosure"]);
});

test("every processor and partner is named", () => {
  const names = Object.values(policy.recipients)
    .map(({ name }) => name)
    .join("\n");
  for (const name of ["Google", "Hotjar", "Optimizely", "Webtrekk", "Zendesk", "Criteo", "Facebook", "Mailchimp"])
    expect(names).toContain(name);
  for (const name of ["Brevo", "Adyen", "PayPal", "DHL", "Bonitas", "Spreebank", "Kartenschutz"])
    expect(names).toContain(name);
});

const byHand = "mapp criteo meta google-ads brevo adyen paypal dhl credit-agency bank fraud-partner".split(" ");

test.each(byHand)("%s has its guide, and is found by what a database learns", (id) => {
  const source = policy.sources[id];
  if (source?.kind !== "manual") throw new Error(`${id} is no system by hand`);
  const role = policy.recipients[source.recipient]?.role;
  const known = ["account", "address", "name", ...learnedKinds(policy)];
  for (const right of worksByHand.filter((one) => asksFor(policy, id, one))) {
    const guide = guideOf(policy, id, right);
    expect(guide?.steps.en.length).toBeGreaterThan(1);
    expect(guide?.link).not.toBeNull();
    expect(guide?.identifiers.filter(({ of }) => !known.includes(of))).toEqual([]);
    expect(guide?.identifiers.some(({ of }) => source.knownBy?.includes(of) ?? true)).toBe(true);
  }
  // A controller of its own answers for itself; what a processor holds is looked for.
  expect(asksFor(policy, id, "access")).toBe(role !== "controller");
  for (const category of source.categories) expect(policy.categories[category]?.recipients).toContain(source.recipient);
});

test("whoever asks in an inquiry is no recipient, and nobody of them is sent a notice", () => {
  const inquiring = Object.entries(policy.recipients).filter(([, { inquiry }]) => inquiry);
  expect(inquiring.map(([id]) => id)).toEqual(["tax-office", "law-enforcement"]);
  for (const [, { role, notice }] of inquiring) expect([role, notice]).toEqual(["authority", "none"]);
});

const lawyers = /restrict|portab|objection|voucher|unlink|truncat|einschränkung|übertragbar|widerspruch/i;

test("what customers read is in plain words", () => {
  const texts = wordsOf(policy);
  expect(texts.length).toBeGreaterThan(300);
  expect(texts.filter((text) => lawyers.test(text))).toEqual([]);
});

/** Every pair of texts of the policy that the pages may show. */
function wordsOf({ categories, purposes, recipients, consents, sources }: Policy): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("en" in value && "de" in value) found.push(String(value.en), String(value.de));
    else Object.values(value).forEach(visit);
  };
  [categories, purposes, recipients, consents, Object.values(sources).map(({ label }) => label)].forEach(visit);
  return found;
}

test("where one kind of data stands in several tables, a copy has words for each", () => {
  const { tables } = policy.sources.shop as Extract<Policy["sources"][string], { kind: "postgres" }>;
  const named = Object.entries(tables).map(([name, { category, columns, label }]) => {
    const all = [category, ...Object.values(columns).flatMap((column) => (column.export && column.category) || [])];
    return { name, label, categories: all };
  });
  const wordless = named.filter(
    ({ name, label, categories }) =>
      !label && named.some((other) => other.name !== name && other.categories.some((one) => categories.includes(one))),
  );
  expect(wordless.map(({ name }) => name)).toEqual([]);
});
