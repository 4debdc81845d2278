import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { broken, problemsOf } from "./broken.fixture";
import { httpFindings } from "./http";
import { httpSource } from "./kinds/http";
import { readPolicy } from "./load";
import { presetNames, withPresets } from "./presets";
import type { Finding } from "./problem";
import { shapeFindings } from "./shape";

/** The model policy in which newsletters lie at Mailchimp, and Google Analytics and Stripe are asked by their presets. */
const systems = `  tests-end-here:
    kind: http
    preset: mailchimp
    label: { en: Newsletter, de: Newsletter }
    recipient: mailchimp
    base: MAILCHIMP_URL
    collections: { member: { category: newsletter, provided: [email], rectify: null } }
  cards:
    kind: http
    preset: stripe
    label: { en: Cards, de: Karten }
    recipient: stripe
    collections:
      customer: { category: payment-token, provided: [email] }
  letters:
    kind: http
    label: { en: Letters, de: Briefe }
    recipient: zendesk
    base: https://letters.example/api
    auth: { type: bearer, token: LETTERS_TOKEN }
    collections:
      letter:
        category: contact-email
        needs: [email, helpdesk]
        read:
          request: { path: /letters, query: { from: "{identity.value}" } }
          records: data
          mustEqual: { field: from }
        key: [record.id]
        item: { request: { path: "/letters/{record.id}" } }
        erase: { request: { method: DELETE, path: "/letters/{record.id}" }, done: [204] }
      page:
        category: contact-email
        each: letter
        read: { request: { path: "/letters/{parent.id}/pages" } }
        key: [parent.id, record.no]
        erase: { request: { method: DELETE, path: "/pages/{record.no}" }, done: [204] }
`;
const withSystems = broken({ under: "sources", from: "  mapp:\n", to: `${systems}  mapp:\n` });
const model = readPolicy(withSystems);

/** The findings about the systems after an edit. */
function findings(from: string | RegExp, to: string): Finding[] {
  const edited = systems.replace(from, () => to);
  if (edited === systems) throw new Error(`nothing to edit: ${from}`);
  const { value, findings } = withPresets({ sources: parse(edited) as unknown });
  const { sources } = value as { sources: Record<string, unknown> };
  return findings.concat(
    ...Object.entries(sources).map(([id, source]) => {
      const parsed = httpSource.safeParse(source, { reportInput: true });
      if (parsed.success) return httpFindings(model.policy!, id, parsed.data);
      return shapeFindings(parsed.error.issues).map(({ at, message }) => ({ at: ["sources", id, ...at], message }));
    }),
  );
}

const mc = "sources.tests-end-here";
const letter = "sources.letters.collections.letter";

test("the presets fit the model policy", () => {
  const { problems, policy } = model;
  expect(problems).toEqual([]);
  expect(policy?.sources["tests-end-here"]).toMatchObject({
    auth: { type: "basic", password: "MAILCHIMP_API_KEY" },
    limits: { concurrency: 8, timeout: 30 },
    collections: { member: { category: "newsletter", provided: ["email"], sealed: true } },
  });
  expect(policy?.sources["tests-end-here"]).not.toHaveProperty("collections.member.rectify");
});

test("there are presets", () => {
  expect(presetNames()).toEqual(["google-analytics", "hotjar", "mailchimp", "optimizely", "stripe"]);
});

/** What is wrong, the edit, the path of the problem, what it says. */
const cases: [why: string, from: string | RegExp, to: string, path: string, message: RegExp][] = [
  ["an unknown preset", "preset: mailchimp", "preset: mailkimp", `${mc}.preset`, /no preset “mailkimp”: write one of google-analytics/],
  ["an unknown category", "{ category: newsletter, provided", "{ category: news, provided", `${mc}.collections.member.category`, /no category “news”/],
  ["an unknown recipient", "recipient: zendesk\n    base", "recipient: nobody\n    base", "sources.letters.recipient", /no recipient “nobody”/],
  ["a base that is missing", "    base: MAILCHIMP_URL\n", "", `${mc}.base`, /“base” is missing/],
  ["a base without TLS", "https://letters.example/api", "http://letters.example/api", "sources.letters.base", /./],
  ["a host that may not be asked", "    auth: { type: bearer, token: LETTERS_TOKEN }", "    hosts: [other.example]", "sources.letters.base", /letters\.example may not be asked/],
  ["a secret instead of its name", "token: LETTERS_TOKEN", "token: s3cret", "sources.letters.auth.token", /environment variable/],
  ["a kind nobody learns", "needs: [email, helpdesk]", "needs: [email, helpdesc]", `${letter}.needs.1`, /No database learns “helpdesc”/],
  ["neither needs nor each", "        needs: [email, helpdesk]\n", "", letter, /Say by what the person is found/],
  ["an unknown collection above", "each: letter", "each: leter", "sources.letters.collections.page.each", /no collection “leter”/],
  ["a search that is not checked", "          mustEqual: { field: from }\n", "", `${letter}.read`, /Nothing says that these records are the person's/],
  ["records without a key", "        key: [record.id]\n", "", letter, /need a “key”/],
  ["a variable that is not known", "{identity.value}", "{identity.email}", `${letter}.read.request.query.from`, /no variable “identity\.email” at this place: known here are identity\.value/],
  ["a field that is not in the key", "/letters/{record.id}\" }, done", "/letters/{record.uid}\" }, done", `${letter}.erase.request.path`, /no variable “record\.uid”/],
  ["a field that the collection above does not have", "[parent.id, record.no]", "[parent.no, record.no]", "sources.letters.collections.page.key.0", /has no no in its key/],
  ["a setting without a value", "/letters, query", "\"/{setting.folder}/letters\", query", `${letter}.read.request.path`, /give it one under “settings”/],
  ["an end that is missing", /^ {8}erase: \{ request: \{ method: DELETE, path: "\/letters.*\n/m, "", letter, /ends with erase: say here under “erase” by which call/],
  ["an end without a status", 'path: "/pages/{record.no}" }, done: [204] }', 'path: "/pages/{record.no}" } }', "sources.letters.collections.page.erase", /which statuses/],
  ["accepted for ever", 'path: "/pages/{record.no}" }, done: [204] }', 'path: "/pages/{record.no}" }, accepted: [202] }', "sources.letters.collections.page.erase", /how under “job”/],
  ["a lost answer that nobody could find", "{ method: DELETE, path: \"/pages/{record.no}\" }, done: [204] }", "{ method: POST, path: \"/pages/{record.no}\" }, accepted: [202], confirmAfter: P1D }", "sources.letters.collections.page.erase", /After a lost answer/],
  ["a stop without a purpose", "category: newsletter, provided", "category: newsletter, use: null, provided", `${mc}.collections.member`, /give both, or neither/],
  ["an unknown purpose", "category: newsletter, provided", "category: newsletter, use: fun, provided", `${mc}.collections.member.use`, /no purpose “fun”/],
  ["a name nobody understands", "category: newsletter, provided: [email]", "category: newsletter, provided: [email, klass]", `${mc}.collections.member.provided.1`, /label under “fields”/],
  ["two bodies", "{ method: DELETE, path: \"/pages/{record.no}\" }", "{ method: DELETE, path: \"/pages/{record.no}\", json: {}, form: {} }", "sources.letters.collections.page.erase.request", /one body/],
  ["a key that is not known", "needs: [email, helpdesk]", "needs: [email]\n        script: x", `${letter}.script`, /Nobody knows the key/],
]; // prettier-ignore

describe("policy check finds", () => {
  test.each(cases)("%s", (_why, from, to, path, message) => {
    const found = findings(from, to).filter(({ at }) => at.join(".") === path);
    expect(found.map(({ message }) => message).join()).toMatch(message);
  });

  test("each on its line, also where the preset says what is wrong", () => {
    const text = withSystems.replace("member: { category: newsletter", "member: { category: newsletter, use: fun");
    expect(problemsOf(text)).toEqual([
      {
        path: "sources.tests-end-here.collections.member.use",
        line: "collections: { member: { category: newsletter, use: fun, provided: [email], rectify: null } }",
        message: expect.stringMatching(/no purpose “fun”/) as string,
      },
    ]);
    const [missing] = problemsOf(withSystems.replace("    base: MAILCHIMP_URL\n", ""));
    expect(missing).toMatchObject({ line: "tests-end-here:", message: "“base” is missing: add it." });
  });

  test("a category that only an HTTP source holds as held", () => {
    const alone = withSystems.replaceAll(/categories: \[support-profile.*contact-email\]/g, "categories: [support-profile]"); // prettier-ignore
    const missing = problemsOf(alone).filter(({ message }) => /No source holds/.test(message));
    expect(missing.map(({ path }) => path)).not.toContain("categories.contact-email");
  });
});
