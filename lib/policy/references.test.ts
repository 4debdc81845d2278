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
    { under: "sources.hotjar", from: "[analytics-hotjar]", to: "[analytics-hotspot]" },
    "sources.hotjar.categories.0",
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
