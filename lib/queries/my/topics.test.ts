import { expect, test } from "vitest";
import { inEach } from "../../../i18n/language";
import { loadPolicy } from "../../policy/load";
import { kindsInOrder } from "../../answer/order";
import { foremost, inTopics } from "./topics";

const own = loadPolicy("policy.yaml");
const kinds = (...categories: string[]) => categories.map((category) => ({ category }));
const topics = {
  account: { label: inEach({ en: "Your account", de: "Ihr Konto" }), categories: ["account", "address-book"] },
  orders: { label: inEach({ en: "Orders", de: "Bestellungen" }), categories: ["order"] },
};

test("kinds stand under their topic in the policy's order, those of none last, and no topic is empty", () =>
  expect(inTopics(kinds("backup", "address-book", "account"), "de", { topics })).toEqual([
    { id: "account", label: "Ihr Konto", kinds: kinds("account", "address-book") },
    { id: "other", label: null, kinds: kinds("backup") },
  ]));

test("without topics everything stands together", () =>
  expect(inTopics(kinds("order", "account"), "en", { topics: {} })).toEqual([
    { id: "other", label: null, kinds: kinds("order", "account") },
  ]));

test("the model policy leaves no kind without a topic, and loses none", () => {
  const all = kinds(...Object.keys(own.categories));
  const found = inTopics(all, "en", own);
  expect(found.map(({ label }) => label)).not.toContain(null);
  expect(found.flatMap(({ kinds: own }) => own)).toHaveLength(all.length);
});

test("a list without topics has the kinds in the same order, in whatever order the policy names them", () => {
  const grouped = inTopics(kinds(...Object.keys(own.categories)), "en", own);
  expect(kindsInOrder(own)).toEqual(grouped.flatMap(({ kinds: among }) => among.map(({ category }) => category)));
  const [first] = Object.keys(own.categories);
  expect(kindsInOrder(own)[0]).not.toBe(first);
  expect(kindsInOrder({ ...own, topics: {} })).toEqual(Object.keys(own.categories));
});

test("in a sentence one topic does not come before all others, and web logs and statistics are last", () => {
  const found = kinds(
    "server-log",
    "analytics-google",
    "newsletter",
    "order",
    "account",
    "address-book",
    "contact-email",
  );
  expect(foremost(found, "en", own).map(({ category }) => category)).toEqual(["account", "order", "contact-email", "address-book", "newsletter", "server-log", "analytics-google"]); // prettier-ignore
  expect(foremost(kinds("server-log", "invoice", "order-email"), "en", own)).toEqual(kinds("order-email", "invoice", "server-log")); // prettier-ignore
  expect(foremost([], "en", own)).toEqual([]);
});
