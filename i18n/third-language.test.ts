/**
 * A third language is one file: with it in the folder everything that a customer reads comes in it, what it lacks comes in English and
 * is named, and what it says wrongly never reaches anybody. The language is made at test time; French lends its tag, so that dates and
 * numbers can be told from English ones.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Language } from "../lib/gdpr/language";
import { folderWith, pseudo } from "./pseudo.fixture";
import type { Messages } from "./messages";

const folder = join(mkdtempSync(join(tmpdir(), "rightful-languages-")), "messages");
const french = "fr" as Language;

/** As a translator leaves it: one sentence not translated yet, one empty, one with a wrong name for its value, one broken, one too many. */
function unfinished(file: Messages): Messages {
  const { closing: _missing, ...letters } = file.letters as Messages;
  const link = { ...((file.shell as Messages).link as Messages), "mail-subject": " ", "mail-before": "De {societe}", "mail-after": "Fin {" };
  return { ...file, letters, shell: { ...(file.shell as Messages), link, extra: "de trop" } };
} // prettier-ignore

beforeAll(() => {
  folderWith(folder, ["fr", "he"], (file) => file);
  // Read when the first of our modules asks which languages there are, so it comes before all of them.
  vi.stubEnv("MESSAGES_DIR", folder);
  vi.resetModules();
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  rmSync(join(folder, ".."), { recursive: true });
});

test("the folder says which languages there are, and which one a browser or an account wants", async () => {
  const { closest, isLanguage, languageOf, languages, preferred } = await import("./language");
  expect(languages()).toEqual(["en", "de", "fr", "he"]);
  expect(preferred("fr-CA, de;q=0.8")).toBe("fr");
  expect(preferred("xx, it;q=0.5")).toBe("en");
  expect(closest("he_IL")).toBe("he");
  expect(closest("it")).toBeNull();
  expect([isLanguage("fr"), isLanguage("it"), isLanguage("../fr")]).toEqual([true, false, false]);
  expect(languageOf("it")).toBe("en");
});

test("a letter comes in it, with its dates, and says from where a line begins", async () => {
  const { composeLetter } = await import("../lib/letters/compose");
  const { renderHtml, renderText } = await import("../lib/letters/render");
  const { completeFacts } = await import("../lib/letters/letters.fixture");
  const english = composeLetter("acknowledgement", "en", completeFacts.acknowledgement);
  const letter = composeLetter("acknowledgement", french, completeFacts.acknowledgement);
  const hebrew = composeLetter("acknowledgement", "he" as Language, completeFacts.acknowledgement);
  if (!letter.ok || !english.ok || !hebrew.ok) throw new Error("an acknowledgement is always complete");
  expect(letter.value.title).toBe(pseudo(english.value.title));
  expect(renderText(letter.value)).toMatch(/ (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) 20\d\d/);
  expect(renderHtml(letter.value)).toContain('<html lang="fr" dir="ltr">');
  expect(renderHtml(hebrew.value)).toContain('<html lang="he" dir="rtl">');
}); // prettier-ignore

test("a mail comes in it", async () => {
  const { linkMail } = await import("../lib/sign-in/link-mail");
  const told = { controller: "Klangwerk", link: "https://privacy.example/x" };
  expect(linkMail(french, told).subject).toBe(pseudo(linkMail("en", told).subject));
});

test("the copy comes in it, where the policy has no words of it in English", async () => {
  const { makePackage } = await import("../lib/package/make");
  const { emptyInput, exporting, held, policy } = await import("../lib/package/make.fixture");
  const { unpack } = await import("../lib/package/unzip.fixture");
  const { speaker } = await import("../lib/letters/words");
  const input = emptyInput({
    file: join(folder, "..", "copy"),
    language: french,
    exported: [exporting("invoice", "2026-08-05")],
    read: async function* () {
      yield* held.invoice ?? [];
    },
  });
  const made = await makePackage(input);
  const pages = [...(await unpack(made.file, made.key))].filter(([name]) => name.endsWith(".html"));
  expect(pages.length).toBeGreaterThan(2);
  for (const [name, page] of pages) expect(page, name).toContain('<html lang="fr" dir="ltr">');
  const overview = new Map(pages).get("index.html") ?? "";
  expect(overview).toContain(speaker(french)("package.held-heading"));
  expect(overview).toContain(policy.categories.invoice?.label.en);
  expect(overview).toContain("25 novembre 2026");
});

test("the policy may have words of it, and of no language without a file", async () => {
  const { words } = await import("../lib/policy/words");
  expect(words.parse({ en: "Orders", de: "Bestellungen" })).toMatchObject({ fr: "Orders", de: "Bestellungen" });
  expect(words.parse({ en: "Orders", de: "Bestellungen", fr: "Commandes" })).toMatchObject({ fr: "Commandes" });
  expect(words.safeParse({ en: "Orders", de: "Bestellungen", it: "Ordini" }).success).toBe(false);
});

describe("a file that is not finished", () => {
  const half = join(folder, "..", "half");
  beforeAll(() => folderWith(half, ["fr"], unfinished));

  test("speaks English where it lacks a sentence or has it wrong", async () => {
    const { messagesFor, givenMessages } = await import("./messages");
    const { flat } = await import("./sentences");
    const [spoken, english] = [flat(messagesFor(french, half)), flat(givenMessages("en", half))];
    for (const key of ["letters.closing", "shell.link.mail-subject", "shell.link.mail-before", "shell.link.mail-after"])
      expect(spoken.get(key), key).toBe(english.get(key));
    expect(spoken.has("shell.extra")).toBe(false);
    expect(spoken.get("my.overview.title")).toBe(pseudo(english.get("my.overview.title") ?? ""));
    expect(english.get("my.overview.title")).toBeTruthy();
  });

  test("is told what it lacks, key by key", async () => {
    const { problemsOf } = await import("./check");
    const [found] = problemsOf(half).filter(({ language }) => language === french);
    expect(found?.problems.map(({ key, why }) => `${key}: ${why}`).toSorted()).toEqual([
      "letters.closing: missing",
      "shell.extra: unknown",
      "shell.link.mail-after: unreadable",
      "shell.link.mail-before: places",
      "shell.link.mail-subject: empty",
    ]);
    expect(problemsOf(folder).flatMap(({ problems }) => problems)).toEqual([]);
  });
});
