/** What the customer's stories share: the words of both languages, and a picture of each page. */
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { lookAt } from "./page-look";

export type Language = "en" | "de";

export const words = {
  en: {
    both: "Both: a copy first, then delete",
    access: "See my data",
    erasure: "Delete my data",
    next: "Continue",
    scope: "How much should we delete?",
    licences: /^Do you want to keep your (licences|customer account for now)\?$/,
    contact: "Should we remember not to write to you?",
    stop: "Yes, never send me advertising",
    allow: "No, keep no such entry",
    preview: /would be deleted/,
    stays: "What would stay, and why",
    receipts: "Invoices and payment receipts",
    number: /\d+ records?/,
    ribbon: "When your data goes",
    check: "Check your answers before you send them",
    sendBoth: "Ask for both",
    sendErasure: "Ask for the deletion",
    sendAccess: "Ask for my copy",
    arrived: /^We have your request\. You have our answer by /,
    code: "Your receipt code",
    why: "Why this date",
    follow: "Follow your request",
    held: /^Today we find .* about you/,
    soFar: "What has happened so far",
    cancel: "Stop the deletion",
    cancelYes: "Yes, take it back",
    cancelled: "This request has ended. Nothing was changed because of it.",
  },
  de: {
    both: "Beides: erst eine Kopie, dann löschen",
    access: "Meine Daten sehen",
    erasure: "Meine Daten löschen",
    next: "Weiter",
    scope: "Wie viel sollen wir löschen?",
    licences: /^Möchten Sie Ihre? (Lizenzen|Kundenkonto vorerst) behalten\?$/,
    contact: "Sollen wir uns merken, dass wir Ihnen nicht schreiben?",
    stop: "Ja, schicken Sie mir nie Werbung",
    allow: "Nein, keinen solchen Eintrag",
    preview: /gelöscht/,
    stays: "Was bleiben würde, und warum",
    receipts: "Rechnungen und Zahlungsbelege",
    number: /\d+ (Datensatz|Datensätze)/,
    ribbon: "Wann Ihre Daten gehen",
    check: "Prüfen Sie Ihre Antworten, bevor Sie sie absenden",
    sendBoth: "Beides verlangen",
    sendErasure: "Löschung verlangen",
    sendAccess: "Kopie anfordern",
    arrived: /^Ihr Anliegen ist da\. Sie haben unsere Antwort spätestens am /,
    code: "Ihr Empfangscode",
    why: "Warum dieses Datum",
    follow: "Anliegen verfolgen",
    held: /^Heute finden wir .* zu Ihnen/,
    soFar: "Was bisher geschah",
    cancel: "Löschung anhalten",
    cancelYes: "Ja, zurücknehmen",
    cancelled: "Dieses Anliegen ist beendet. Deshalb wurde nichts verändert.",
  },
} as const;

/** Words of the law and of our tables that a customer must never have to read. */
const forbidden =
  /\b(restriction|portability|objection|vouchers?|unlinked|truncated?|seal(ed)?|Einschränkung|Datenübertragbarkeit|Buchungsbelege?)\b/i;

/** A page of a story: usable by everybody, no word a customer should not read; and a picture of it. */
export async function look(page: Page, name: string): Promise<void> {
  expect(await page.getByRole("main").innerText()).not.toMatch(forbidden);
  await lookAt(page, name);
}

/** Answers to all that is asked before a deletion, in an address. */
export const deletionOfEverything = "want=erasure&scope=everything&contact=allow&licences=keep&seen=yes";

/** Takes back every request of the person that is open, so that a new one is no reminder of an old one. Reads English. */
export async function takeBackAll(page: Page): Promise<void> {
  await page.goto("/my");
  const links = await page.locator('main a[href^="/my/requests/R-"]').all();
  const all = await Promise.all(links.map((link) => link.getAttribute("href")));
  for (const href of new Set(all)) {
    await page.goto(`${href}/cancel`);
    const yes = page.getByRole("button", { name: words.en.cancelYes });
    if ((await yes.count()) === 0) continue;
    await yes.click();
    await expect(yes).toHaveCount(0);
  }
}

/** Sends what the address answers; gives the references, the copy's first. */
export async function askFor(page: Page, answers: string, button: string): Promise<[string, string]> {
  await page.goto(`/my/new?${answers}`);
  await page.getByRole("button", { name: button }).click();
  await expect(page).toHaveURL(/\/done$/);
  const all = await page.getByRole("link", { name: /^R-[0-9A-Z]{16}$/ }).allInnerTexts();
  const first = new URL(page.url()).pathname.split("/")[3] ?? "";
  return all.length > 1 ? [all[0] ?? "", all[1] ?? ""] : [first, first];
}

/** The numbers of the answer's sentence: those it lists add up to what was found. Gives what was found. */
export async function sumOfNumbers(page: Page): Promise<number> {
  const sentence = await page.locator("p.lead").innerText();
  const [, found = "", list = ""] =
    /(?:We found|Gefunden haben wir) ([\d.,]+) [^.]*\. (?:Of these|Davon): (.*?)\./.exec(sentence) ?? [];
  const numbers = [...list.matchAll(/\d[\d.,]*/g)].map(([number]) => Number(number.replace(/\D/g, "")));
  expect(
    numbers.reduce((sum, number) => sum + number, 0),
    sentence,
  ).toBe(Number(found.replace(/\D/g, "")));
  return Number(found.replace(/\D/g, ""));
}
