import fc from "fast-check";
import { describe, expect, test } from "vitest";
import german from "../../messages/de.json";
import english from "../../messages/en.json";
import { day } from "../gdpr/day";
import { announce } from "./announce";
import { composeLetter } from "./compose";
import { erasedLine } from "./erased-lines.fixture";
import { completeFacts } from "./letters.fixture";
import type { ComposedKind, ErasureAnswer, Language } from "./letter";
import type { Missing } from "./must-haves";
import { escapeHtml, renderHtml, renderText } from "./render";
import { citation, provision } from "./citation";

const kinds = Object.keys(completeFacts) as ComposedKind[];
const languages: Language[] = ["en", "de"];
const written = <K extends ComposedKind>(kind: K, language: Language, facts = completeFacts[kind]) => {
  const letter = composeLetter(kind, language, facts);
  if (!letter.ok) throw new Error(letter.reason);
  return renderText(letter.value);
};

type Tree = { [key: string]: string | Tree };
const leaves = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
/** Names of the arguments of an ICU message. A brace directly inside a select or plural opens a branch, not an argument. */
function placeholders(text: string): string[] {
  const names = new Set<string>();
  const open: ("branches" | "other")[] = [];
  for (const [token, name, kind] of text.matchAll(/\{\s*(\w+)\s*(?:,\s*(select|plural)\b)?|\{|\}/g)) {
    if (token === "}") open.pop();
    else if (open.at(-1) === "branches") open.push("other");
    else {
      names.add(name ?? "");
      open.push(kind ? "branches" : "other");
    }
  }
  return [...names].toSorted();
}

test("the German and the English letter have the same sentences with the same placeholders", () => {
  const translated = Object.fromEntries(leaves(german.letters));
  expect(Object.keys(translated)).toEqual(leaves(english.letters).map(([key]) => key));
  for (const [key, text] of leaves(english.letters))
    expect([key, placeholders(translated[key] ?? "")]).toEqual([key, placeholders(text)]);
});

describe.each(languages)("every letter in %s", (language) => {
  test.each(kinds)("%s names the reference and whom to ask, and has no hole", (kind) => {
    const text = written(kind, language);
    expect(text).toContain("R-0K3V9T2M7QX4B8NC");
    expect(text).toContain("privacy@klangwerk.example");
    expect(text).toContain(completeFacts[kind].head);
    expect(text).toContain(completeFacts[kind].checkpoint);
    expect(text).not.toMatch(/undefined|null|NaN|[{}]/);
    expect(written(kind, language)).toBe(text);
  });

  const withRemedies = kinds.filter((kind) => "authority" in completeFacts[kind]);
  test.each(withRemedies)("%s names authority and court, and the page with every other authority", (kind) => {
    const text = written(kind, language);
    expect(text).toContain("https://www.datenschutz-berlin.de/");
    expect(text).toContain("https://www.lda.bayern.de/");
    expect(text).toContain("https://privacy.klangwerk.example/complaint");
    expect(text).toContain(language === "en" ? "go to court" : "zu den Gerichten");
  });
});

test("dates are in long form, provisions in the way of the language", () => {
  expect(written("acknowledgement", "en")).toContain("by 23 December 2026 at the latest");
  expect(written("acknowledgement", "de")).toContain("spätestens am 23. Dezember 2026");
  expect(written("restriction", "de")).toContain("Art. 18 Abs. 1 Buchst. c DSGVO");
  expect(provision("de", "bdsg-34")).toBe("§ 34 BDSG");
  expect(citation("de", "§ 31(2) no. 1 OWiG; Art. 6(1)(a) GDPR")).toBe(
    "§ 31 Abs. 2 Nr. 1 OWiG; Art. 6 Abs. 1 Buchst. a DSGVO",
  );
});

test("an acknowledgement says how a month that ends on no working day is counted", () => {
  const moved = { ...completeFacts.acknowledgement, unrolledOn: day("2026-12-26"), dueOn: day("2026-12-28") };
  expect(written("acknowledgement", "en", moved)).toContain(
    "no working day in Berlin, so the next one counts: 28 December 2026",
  );
});

describe("an erasure answer", () => {
  const text = written("erasure", "en");
  test("says deleted only of what the system confirmed", () => {
    expect(text).toContain("Account: deleted (3 records)");
    expect(text).toContain("Surveys: deleted (3 records)");
    expect(text).not.toContain("Google Analytics: deleted");
    expect(text).toMatch(
      /2 removals are under way, confirmed by 15 December 2026\.[^]*Surveys: removal under way \(2 records\)/,
    );
  });
  test("names what stays with its reason in plain words, its norm and its day, and promises nothing the law can move", () => {
    expect(text).toContain(
      "Invoices (locked)\nRecords: 3\nWhy: The law makes us keep this; it is used for nothing else (§ 147 AO; § 257 HGB; § 31(2) no. 1 OWiG; Art. 17(3)(b) GDPR).\nUntil when: 1 January 2035\n",
    );
    expect(text).toContain(
      "Licences\nRecords: 2\nWhy: You chose to keep your licences; this is what they need (Art. 6(1)(b) GDPR).\nUntil when: until you give them up\n",
    );
    expect(text).toContain("only if a tax audit or a dispute needs them");
  });
  test("tells a kind and fate once, however many systems, norms and years it lies in", () => {
    const { numbers, lines } = completeFacts.erasure;
    const duty = { fate: "locked", count: 2, ground: "17(3)(b)", norm: "§ 147 AO; Art. 17(3)(b) GDPR" } as const;
    const more = [
      erasedLine("Account", { fate: "deleted", count: 4, system: "Mailchimp" }),
      erasedLine("Invoices", { ...duty, from: day("2031-01-01"), last: day("2033-01-01") }),
      erasedLine("Invoices", { ...duty, norm: "§ 147(3) sentence 5 AO; Art. 17(3)(b) GDPR", taxYear: true }),
      erasedLine("Invoices", { ...duty, norm: "Art. 17(3)(e) GDPR", ground: "17(3)(e)", reason: "matter" }),
    ];
    const sums = { ...numbers, erased: numbers.erased + 4, locked: numbers.locked + 6 };
    const letter = written("erasure", "en", { ...completeFacts.erasure, lines: [...lines, ...more], numbers: sums });
    expect(letter.split("Account: deleted (7 records)")).toHaveLength(2);
    expect(letter.split("What: Invoices (locked)")).toHaveLength(2);
    expect(letter).toContain(
      "Invoices (locked)\nRecords: 9\nWhy: The law makes us keep this; it is used for nothing else (§ 147 AO; § 257 HGB; § 31(2) no. 1 OWiG; Art. 17(3)(b) GDPR; § 147(3) sentence 5 AO). An open legal matter needs this (Art. 17(3)(e) GDPR).\nUntil when: 1 January 2031 to 1 January 2035; some of it: as soon as no tax of its year is open any more; until the matter is closed",
    );
  });
  test("stands in the order in which it was told: what went, what is under way, what stays, each kind in its place", () => {
    const places = ["Account: deleted", "Surveys: deleted", "Website log: shortened", "Surveys: removal", "What: Surveys", "What: Invoices", "What: Licences"]; // prettier-ignore
    expect(places.map((place) => text.indexOf(place))).toEqual(places.map((place) => text.indexOf(place)).toSorted((a, b) => a - b)); // prettier-ignore
    expect(text.indexOf("Account: deleted")).toBeGreaterThan(0);
  });
  test("what nobody asked about is named once, and is no part of what the law makes us keep", () => {
    const { numbers, lines } = completeFacts.erasure;
    const untouched = ["Shop", "Books"].map((system) =>
      erasedLine("Reviews", { fate: "stays", count: 2, reason: "not-asked", system }),
    );
    const facts = { lines: [...lines, ...untouched], numbers: { ...numbers, kept: numbers.kept + 4 } };
    const letter = written("erasure", "en", { ...completeFacts.erasure, ...facts });
    expect(letter).toContain("What you did not ask us to delete\n---------------------------------\n\n- Reviews\n");
    expect(letter).not.toContain("What: Reviews");
  });
  test("adds up: the total is the sum of its lines, without other people's records", () => {
    expect(text).toContain("Together, as approved\nRecords: 35");
    expect(text).not.toContain("Records: 7");
  });
  test("systems that a person searches by hand stand beside the sum of records, never in it", () => {
    const { numbers } = completeFacts.erasure;
    const eight = {
      numbers: { ...numbers, notSearchable: 8 },
      systemsNotSearched: Array.from({ length: 8 }, (_, i) => `System ${i}`),
    };
    const letter = written("erasure", "en", { ...completeFacts.erasure, ...eight });
    expect(letter).toContain("Together, as approved\nRecords: 35");
    expect(letter).toContain("In 8 other systems a person works by hand; that is not counted here.");
    expect(letter).not.toMatch(/Records: (8|43)\b/);
    const counted = { ...completeFacts.erasure, ...eight, numbers: { ...numbers, notSearchable: 8, kept: 11 } };
    expect(composeLetter("erasure", "en", counted)).toEqual({ ok: false, reason: "numbers-do-not-add-up" });
  });
  test("names file, do-not-contact entry, journal, backups, recipients and systems", () => {
    for (const said of [
      "31 December 2029",
      "coded entry",
      "internal numbers",
      "1 March 2027",
      "Zendesk, Inc.",
      "could not search",
    ])
      expect(text).toContain(said);
  });
  test("says so when nothing is held", () => {
    const none = Object.fromEntries(Object.keys(completeFacts.erasure.numbers).map((key) => [key, 0]));
    const facts = { lines: [], numbers: none as ErasureAnswer["numbers"], systemsNotSearched: [] };
    expect(written("erasure", "de", { ...completeFacts.erasure, ...facts })).toContain("Außer diesem Schriftwechsel");
  });
});

describe("what must be said", () => {
  const lacking: [ComposedKind, object, Missing][] = [
    ["refusal", { article: " " }, "ground-missing"],
    ["refusal", { facts: "" }, "facts-missing"],
    ["refusal", { alternative: "" }, "alternative-missing"],
    ["refusal", { authority: { name: "", url: "https://x.example/" } }, "authority-missing"],
    ["refusal", { complaintUrl: "" }, "authority-missing"],
    ["refusal", { contact: "" }, "contact-missing"],
    ["extension", { facts: "" }, "facts-missing"],
    ["extension", { newDueOn: "2026-12-23" }, "new-date-missing"],
    ["not-identified", { item: "" }, "item-missing"],
    ["identity-query", { facts: " " }, "facts-missing"],
    ["identity-query", { item: "" }, "item-missing"],
    ["identity-query", { dueOn: "" }, "due-date-missing"],
    ["stop-notice", { stopUrl: "" }, "stop-link-missing"],
    ["acknowledgement", { dueOn: "" }, "due-date-missing"],
    ["acknowledgement", { reference: "4711" }, "reference-missing"],
    ["access", { expiresOn: "" }, "expiry-missing"],
    ["access", { withheld: [{ label: "Tickets", count: 1, why: "" }] }, "ground-missing"],
    ["rectification", { documentNorm: null }, "ground-missing"],
    ["restriction", { exceptions: [{ label: "x", ground: "claims", reason: "" }] }, "ground-missing"],
    ["lifting", { lifting: { reason: "", after: "x" } }, "reason-missing"],
    ["lifting", { endsOn: "" }, "new-date-missing"],
    ["portability", { expiresOn: "" }, "expiry-missing"],
    ["weighing", { situation: " " }, "facts-missing"],
    ["weighing", { result: "" }, "reason-missing"],
    ["weighing", { endsOn: null }, "new-date-missing"],
    ["weighing", { outcome: "stops" }, "nothing-ended"],
    ["intervention", { reasons: "" }, "reason-missing"],
    ["answer", { answer: "" }, "facts-missing"],
    ["fee", { euros: "" }, "facts-missing"],
    ["address-change", { stopUrl: "" }, "stop-link-missing"],
    ["withdrawal", { ended: [] }, "nothing-ended"],
    ["erasure", { confirmedBy: null }, "confirmation-date-missing"],
    ["erasure", { backupsUntil: "" }, "retention-of-file-missing"],
    ["erasure", { lines: completeFacts.erasure.lines.slice(1) }, "numbers-do-not-add-up"],
    ["erasure", { numbers: { ...completeFacts.erasure.numbers, erased: 7, kept: 2 } }, "numbers-do-not-add-up"],
    [
      "erasure",
      { lines: completeFacts.erasure.lines.map((line) => ({ ...line, norm: "", ground: null })) },
      "kept-without-ground",
    ],
  ];
  test.each(lacking)("%s with %j cannot be composed", (kind, change, reason) => {
    const facts = { ...completeFacts[kind], ...change } as (typeof completeFacts)[typeof kind];
    expect(composeLetter(kind, "en", facts)).toEqual({ ok: false, reason });
  });
});

describe("what people write is inert", () => {
  const attack = `</p><script>alert(1)</script><img src=x onerror=alert(1)> "quoted" {reference} \u202egnp.exe \u0000`;
  test("in HTML", () => {
    const letter = composeLetter("refusal", "en", { ...completeFacts.refusal, facts: attack, name: attack });
    if (!letter.ok) throw new Error(letter.reason);
    const html = renderHtml(letter.value);
    expect(html).not.toMatch(/<script|<img|\p{Bidi_Control}|(?!\n)\p{Cc}/u);
    expect(html).toContain("{reference}");
  });
  test("whatever it is", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !/[<>"']/.test(escapeHtml(text))));
  });
});

describe("the mail that announces a letter", () => {
  test.each(kinds.flatMap((kind) => languages.map((language) => [kind, language] as const)))(
    "%s in %s",
    (kind, language) => {
      const { subject, text, html } = announce(kind, language, {
        reference: "R-0K3V9T2M7QX4B8NC",
        appUrl: "https://privacy.klangwerk.example",
        controller: "Klangwerk Audio GmbH",
        contact: "privacy@klangwerk.example",
        receivedOn: day("2026-11-23"),
        dueOn: day("2026-12-23"),
        expiresOn: day("2026-12-30"),
        stopUrl: "https://privacy.klangwerk.example/stop/abc",
      });
      expect(subject).toContain("R-0K3V9T2M7QX4B8NC");
      const link =
        kind === "stop-notice" || kind === "address-change" ? "/stop/abc" : "/my/requests/R-0K3V9T2M7QX4B8NC";
      for (const part of [text, html]) {
        expect(part).toContain(`https://privacy.klangwerk.example${link}`);
        expect(part).toContain("privacy@klangwerk.example");
        expect(part).not.toContain("Ana");
      }
    },
  );
});
