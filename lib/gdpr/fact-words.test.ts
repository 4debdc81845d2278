import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { messagesFor } from "../../i18n/messages";
import { problemCodes } from "./evidence";
import { answers, channels, doors, facts, letterKinds, lookPurposes, notToldGrounds, type Fact } from "./facts";
import { actions } from "./plan-value";
import { states } from "./request";
import { rights } from "./right";
import { derivation } from "./derivation";
import { factInWords, type Speak } from "./fact-words";
import { day } from "./day";
import { deadline } from "./deadline";

function speak(locale: "en" | "de"): Speak {
  const law = createTranslator({
    locale,
    messages: messagesFor(locale).law as Record<string, unknown>,
    onError: (error) => {
      throw error;
    },
  }) as unknown as Speak["law"];
  return { law, category: named, source: named, purpose: named, recipient: named, money: (cents) => `${cents} ct` };
}

const named = (id: string) => `[${id}]`;
const hash = "9f2c41ab".repeat(8);
const drawn = "0".repeat(32);
const effect = { done: 3, gone: 1, held: 0 };
/** One event of every fact, as it could be recorded. */
const samples: Record<Fact, Record<string, string | number | null>> = {
  received: { channel: "portal", right: "erasure", receivedOn: "2026-11-23", dueOn: "2026-12-23" },
  identified: { door: "oidc", authAgeSeconds: 30 },
  planned: { plan: hash, decisions: 12, records: 1298 },
  approved: { plan: hash },
  fulfilled: { plan: hash },
  delivered: { letter: "erasure", package: null },
  refused: { ground: "12(5)" },
  cancelled: { by: "subject" },
  "identity-asked": {},
  "identity-answered": { askedOn: "2026-11-24", answeredOn: "2026-12-01", days: 7, dueOn: "2026-12-30" },
  "not-identified": {},
  "first-approved": { plan: hash },
  "second-approved": { plan: hash },
  opinion: { opinion: "agrees" },
  "release-proposed": {},
  "released-again": { downloads: 6, until: "2026-12-30" },
  "second-look-demanded": {},
  "second-look-taken": { answer: "stands" },
  "answered-doubt": { source: "shop", category: "order", answer: "theirs" },
  redacted: { source: "shop", category: "delivery-note", released: 3, blackedOut: 4, withheld: 1 },
  overridden: { source: "shop", category: "order", from: "erase", to: "keep", ground: "17(3)(e)" },
  "override-taken-back": { source: "shop", category: "order" },
  executed: { plan: hash, decision: 1, action: "erase", operation: drawn, ...effect },
  "looked-again": { left: 0, kept: 4, arrivedLater: 1 },
  "refused-late": { part: "part", dueOn: "2026-12-23" },
  extended: { dueOn: "2027-02-23", reason: "complexity" },
  worded: { letter: "refusal", texts: 2 },
  notified: { kind: "extension" },
  mailed: { letter: "erasure", outcome: "accepted" },
  downloaded: { count: 2 },
  "hold-placed": { hold: drawn, kind: "tax" },
  "hold-released": { hold: drawn },
  "matter-linked": { matter: drawn },
  "matter-unlinked": { matter: drawn },
  "matter-closed": { matter: drawn },
  "duty-made": { duty: drawn, category: "invoice", dueOn: "2031-01-01" },
  "duty-done": { duty: drawn, ...effect },
  "duty-stopped": { duty: drawn, by: "hold" },
  "use-stopped": { source: "shop", purpose: "newsletter", records: 1 },
  looked: { source: "shop", category: "account" },
  "records-looked": { source: "shop", category: "order", decision: 3, why: "check-plan" },
  exported: { form: "bundle" },
  "package-made": { sha256: hash, bytes: 1, records: 2 },
  "package-destroyed": {},
  "file-destroyed": { rule: "closed" },
  stopped: {},
  "removal-confirmed": { decision: 1, ...effect, operation: drawn },
  "wrong-person": { source: "shop" },
  "stop-settled": { decision: "ends" },
  "snapshot-taken": { source: "shop", category: "server-log", records: 20_000 },
  "follow-up-opened": { followUp: "R-0K3V9T2M7QX4B8NC", records: 2 },
  "held-taken-up": { followUp: "R-0K3V9T2M7QX4B8NC", records: 2 },
  "needed-taken-up": { followUp: "R-0K3V9T2M7QX4B8NC", records: 2 },
  restricted: { restriction: drawn, category: "order", purpose: null, ground: "18(1)(a)" },
  "exception-decided": { purpose: "security", decision: "goes-on", ground: "protection-of-others" },
  "lift-announced": { restriction: drawn, endsOn: "2026-12-10" },
  lifted: { restriction: drawn },
  weighed: { outcome: "goes-on" },
  "decided-again": { outcome: "stands" },
  reminded: { count: 2 },
  wrote: { from: "desk" },
  "paper-chosen": { paper: "yes" },
  "language-chosen": { language: "de" },
  "handed-over": { task: drawn, until: "2026-12-10" },
  "transfer-named": { transfer: drawn },
  "transfer-confirmed": { transfer: drawn },
  "transfer-cancelled": { transfer: drawn },
  "transfer-lapsed": { transfer: drawn },
  "transfer-started": { transfer: drawn, attempt: 1, sha256: hash, bytes: 20_480 },
  "transfer-tried": { transfer: drawn, attempt: 1, status: 503 },
  "transfer-ended": { transfer: drawn, outcome: "unknown", status: null },
  "transfer-settled": { transfer: drawn, arrived: "yes" },
  "hand-over-opened": { task: drawn },
  "hand-over-answered": { task: drawn },
  "files-kept": { files: 2, bytes: 300 },
  "file-opened": { file: drawn },
  "mail-taken-down": { mail: drawn, receivedOn: "2026-11-23" },
  "mail-opened": { mail: drawn },
  "mail-taken": { mail: drawn, as: "reminder" },
  "mail-dismissal-proposed": { mail: drawn },
  "mail-kept": { mail: drawn },
  "mail-dismissed": { mail: drawn },
  "hand-over-withdrawn": { task: drawn },
  entered: { receivedOn: "2026-11-20" },
  linked: { to: "account" },
  "fee-announced": { cents: 1450 },
  "fee-accepted": {},
  "fee-declined": {},
  "recipient-told": { recipient: "dhl", effectiveOn: "2026-12-01" },
  "recipient-not-told": { recipient: "dhl", because: "disproportionate" },
  "notice-opened": { recipient: "dhl" },
  waits: { for: "source" },
  "duty-moved": { duty: drawn, from: "2031-01-01", to: "2033-01-01", rule: "voucher" },
  "later-notice": { wanted: "yes" },
  replayed: { source: "shop", batches: 2, ...effect },
  "file-year-proposed": { year: 2022 },
  "file-year-released": { year: 2022 },
  "tax-year-proposed": { year: 2016 },
  "tax-year-released": { year: 2016 },
  "surge-declared": { surge: drawn, since: "2026-11-20", expected: 100_000, reviewOn: "2027-01-31" },
  "surge-ended": { surge: drawn },
  "sample-opened": { group: drawn, plan: hash },
  "group-drawn": { group: drawn, requests: 2_500, sample: 50, seed: hash, members: hash },
  "group-approved": { group: drawn },
  "group-opinion": { group: drawn, opinion: "agrees" },
  swept: { source: "shop", category: "server-log", rule: "main", ...effect },
  "policy-adopted": { policy: hash },
  "key-changed": { key: hash },
};

describe.each(["en", "de"] as const)("in %s", (locale) => {
  const words = speak(locale);

  test.each(Object.keys(facts) as Fact[])("the fact %s is a sentence", (fact) => {
    expect(facts[fact].safeParse(samples[fact]).success).toBe(true);
    const sentence = factInWords({ fact, data: samples[fact] }, words);
    expect(sentence).not.toMatch(/[{}]|facts\.|undefined|\bnone\b/);
    expect(sentence).not.toBe(fact);
  });

  test("a receipt further on in the chain opened the request again, and says so", () => {
    const [first, again] = [0, 7].map((seq) => factInWords({ fact: "received", seq, data: samples.received }, words));
    expect(again).toContain({ en: "Opened again", de: "Wieder geöffnet" }[locale]);
    expect(first).not.toContain({ en: "again", de: "Wieder" }[locale]);
  });

  test("nothing to wait for and no date are said, not shown as empty", () => {
    expect(factInWords({ fact: "waits", data: { for: null } }, words)).not.toMatch(/none|null/);
    const undated = { duty: drawn, category: "account", dueOn: null };
    expect(factInWords({ fact: "duty-made", data: undated }, words)).not.toMatch(/none|null/);
  });

  test("a fact of a later version is named as it stands", () => {
    expect(factInWords({ fact: "teleported", data: {} }, words)).toBe("teleported");
  });

  test.each([
    ["rights", Object.keys(rights)],
    ["articles", Object.keys(rights)],
    ["states", states],
    ["actions", actions],
    ["answers", answers],
    ["channels", channels],
    ["doors", doors],
    ["letters", letterKinds],
    ["not-told", notToldGrounds],
    ["look-purposes", lookPurposes],
    ["problems", problemCodes],
  ] as const)("every word of the list %s is there", (list, all) => {
    expect(all.filter((word) => !words.law.has(`${list}.${word}`))).toEqual([]);
  });

  test.each([
    ["2026-11-23T09:00:00Z", false, []],
    ["2027-01-31T23:30:00Z", false, []],
    ["2026-02-28T09:00:00Z", true, []],
    ["2026-11-25T09:00:00Z", true, []],
    ["2026-11-23T09:00:00Z", false, [{ from: day("2026-11-24"), to: day("2026-12-01") }]],
    ["2026-11-23T09:00:00Z", true, [{ from: day("2026-12-10"), to: day("2026-12-11") }]],
  ])("the date counted from %s is told in sentences that all exist", (receivedAt, extended, pauses) => {
    const clock = deadline({ receivedAt, land: "DE-BE", zone: "Europe/Berlin", pauses, extended });
    const reasons = derivation(clock, { land: "DE-BE", zone: "Europe/Berlin", extended, pauses });
    const desk = messagesFor(locale).desk as { clock: { why: object; holidays: object } };
    for (const { key, holiday } of reasons) {
      expect(Object.keys(desk.clock.why)).toContain(key);
      if (holiday && holiday !== "none") expect(Object.keys(desk.clock.holidays)).toContain(holiday);
    }
    expect(reasons.at(extended ? -1 : -2)).toEqual({ key: "due", date: extended ? clock.extendedDue : clock.due });
  });
});
