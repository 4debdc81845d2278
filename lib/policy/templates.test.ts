/** The guides: every vendor of the list has one, whole in both languages, with words that leave no hole. */
import { expect, test } from "vitest";
import { problemsOf, broken, modelPolicy } from "./broken.fixture";
import { filled, guideOf, noticeGaps, strangeGaps } from "./guide";
import { loadPolicy } from "./load";
import { policySchema, type Policy } from "./schema";
import { worksByHand } from "./kinds/manual";
import { templateNames, templateOf } from "./templates";

const vendors = [
  "adyen",
  "bank",
  "brevo",
  "credit-agency",
  "criteo",
  "delivery",
  "fraud-partner",
  "generic",
  "google-ads",
  "mapp",
  "meta",
  "paypal",
];

const model = loadPolicy(modelPolicy);
const withTemplate = (template: string, more: object = {}): Policy => {
  const source = { kind: "manual", label: { en: "It", de: "Es" }, categories: ["survey"], recipient: "mapp", template };
  return { ...model, sources: policySchema.shape.sources.parse({ it: { ...source, ...more } }) };
};

test("every vendor has a guide", () => {
  expect(templateNames()).toEqual(vendors);
  for (const name of ["nobody", "../../../etc/passwd", "Generic", ""]) expect(templateOf(name)).toBeNull();
});

test.each(vendors)("%s leads through every right, in both languages alike", (name) => {
  for (const right of worksByHand) {
    const guide = guideOf(withTemplate(name), "it", right);
    if (!guide) throw new Error("no guide");
    expect(guide.steps.en).toHaveLength(guide.steps.de.length);
    expect(guide.evidence.some(({ kind, required }) => kind === "day" && required)).toBe(true);
    expect(guide.identifiers.length).toBeGreaterThan(0);
    expect(guide.days).toBeLessThanOrEqual(14);
    const words = guide.notice ? Object.values(guide.notice).flatMap(({ en, de }) => [en, de]) : [];
    expect(words.flatMap(strangeGaps)).toEqual([]);
    const values = Object.fromEntries(noticeGaps.map((gap) => [gap, `<${gap}>`])) as Record<"date", string>;
    for (const text of words) expect(filled(text, values as never)).not.toMatch(/[{}]/);
  }
});

test("a hole that nothing fills is no text", () => {
  expect(() => filled("Dear {nobody}", {} as never)).toThrow("nobody");
});

test("a withdrawal is done as an objection, data are fetched as a copy", () => {
  const policy = withTemplate("brevo");
  expect(guideOf(policy, "it", "withdrawal")).toEqual(guideOf(policy, "it", "objection"));
  expect(guideOf(policy, "it", "portability")).toEqual(guideOf(policy, "it", "access"));
  expect(guideOf(policy, "it", "intervention")).toBeNull();
  expect(guideOf(policy, "constructor", "access")).toBeNull();
});

test("what the policy says stands in for the guide", () => {
  const notice = { subject: { en: "S", de: "S" }, body: { en: "B {reference}", de: "B" } };
  const own = {
    steps: { en: "One.\nTwo.", de: "Eins.\nZwei." },
    link: "https://desk.example/",
    identifiers: [{ of: "account", as: "md5", label: { en: "Number", de: "Nummer" } }],
    days: 1,
    notice,
  };
  expect(guideOf(withTemplate("mapp", own), "it", "erasure")).toMatchObject({
    steps: { en: ["One.", "Two."], de: ["Eins.", "Zwei."] },
    link: { url: "https://desk.example/", sure: true },
    identifiers: [{ of: "account", as: "md5" }],
    days: 1,
    notice,
  });
});

test("the check names a template that does not exist, and a system of which nobody is told what to do", () => {
  const under = "sources.mapp";
  const unknown = problemsOf(broken({ under, from: "template: mapp", to: "template: webtrekk" }));
  expect(unknown).toMatchObject([{ path: "sources.mapp.template", line: "template: webtrekk" }]);
  expect(unknown[0]?.message).toContain("There is no template “webtrekk”: write one of adyen, bank");
  const nothing = problemsOf(broken({ under, from: "    template: mapp\n", to: "" }));
  expect(nothing).toMatchObject([{ path: "sources.mapp", message: expect.stringContaining("Nobody is told") }]);
  const half = problemsOf(broken({ under, from: "template: mapp", to: "steps: { en: Open it. }" }));
  expect(half).toMatchObject([{ path: "sources.mapp.steps.de", message: "“de” is missing: add it." }]);
  const to = 'template: mapp\n    notice: { subject: { en: A, de: A }, body: { en: "To {whom}", de: B } }';
  expect(problemsOf(broken({ under, from: "template: mapp", to }))).toMatchObject([
    { path: "sources.mapp.notice.body.en", message: expect.stringContaining("{whom}") },
  ]);
});
