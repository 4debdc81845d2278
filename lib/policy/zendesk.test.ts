/** What the check says of a Zendesk in the policy, at the line where it stands. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { modelPolicy } from "./broken.fixture";
import { readPolicy } from "./load";

/** The model policy with its Zendesk reached by the portal instead of by hand. */
function policyWith(changes: (text: string) => string = (text) => text): string {
  const model = readFileSync(modelPolicy, "utf8");
  const start = model.search(/^ {2}zendesk:\n {4}kind: /m);
  const after = model.slice(start).search(/\n(?= {2}[a-z-]+:\n)|\n(?=\S)/);
  const rest = after < 0 ? "" : model.slice(start + after + 1);
  return model.slice(0, start) + changes(zendesk) + rest;
}

const zendesk = `  zendesk:
    kind: zendesk
    label: { en: Zendesk, de: Zendesk }
    recipient: zendesk
    base: ZENDESK_URL
    user: ZENDESK_USER
    token: ZENDESK_TOKEN
    ids: { kind: helpdesk, prefix: zd- }
    profile: { category: support-profile }
    tickets:
      - { category: support-ticket-contract, tags: [topic_contract], from: last-message, erase: delete }
      - { category: support-ticket, field: { id: 360001, is: [question] }, from: closed, erase: redact }
      - { category: contact-email, from: closed, erase: delete }
    lock: locked_by_law
    pause: paused_on_request
    thirdPersons: names_others
    hosts: [klangwerk.zdusercontent.com]
`;

const messages = (changes: (text: string) => string) =>
  readPolicy(policyWith(changes)).problems.map(({ message }) => message);

test("a Zendesk that the portal reaches has no problem", () => {
  const { problems, policy } = readPolicy(policyWith());
  expect(problems).toEqual([]);
  expect(policy?.sources.zendesk).toMatchObject({ kind: "zendesk", hosts: ["klangwerk.zdusercontent.com"] });
});

const broken: [string, (text: string) => string, string][] = [
  ["a recipient nobody knows", (text) => text.replace("recipient: zendesk", "recipient: zendisk"), "no recipient “zendisk”"],
  ["a category nobody knows", (text) => text.replace("category: contact-email", "category: contact-mail"), "no category “contact-mail”"],
  ["a rule nobody knows", (text) => text.replace("support-profile }", "support-profile, rule: other }"), "has no such rule"],
  ["a lock without its tag", (text) => text.replace("    lock: locked_by_law\n", ""), "by which tag"],
  ["a last entry that leaves tickets out", (text) => text.replace("contact-email, from", "contact-email, tags: [x], from"), "would be lost"],
  ["an entry above others that takes all", (text) => text.replace(" tags: [topic_contract],", ""), "those below none"],
  ["a category twice", (text) => text.replace("category: contact-email", "category: support-ticket"), "stands in an entry above"],
  ["an end that Zendesk cannot do", (text) => text.replace("category: contact-email", "category: server-log"), "cannot do"],
  ["a secret instead of its name", (text) => text.replace("ZENDESK_TOKEN", "abc123"), "environment variable"],
  ["a tag that Zendesk would not write so", (text) => text.replace("locked_by_law", "Locked by law"), "not a tag"],
  ["a host that is none", (text) => text.replace("[klangwerk.zdusercontent.com]", "[https://x.example/]"), "host"],
  ["a key nobody knows", (text) => text.replace("thirdPersons", "thirdParties"), "thirdParties"],
]; // prettier-ignore

test.each(broken)("%s is said", (_, changes, sentence) => {
  const found = messages(changes);
  expect(found.some((message) => message.includes(sentence))).toBe(true);
  for (const message of found) expect(message).not.toContain("abc123 ");
});
