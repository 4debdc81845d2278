/** How it can end, as the person reads it: refused, more time, taken back, not identified, identified; with the letters. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { look, type Language } from "./customer-story";
import { DEMO_DATA, personIdOf } from "./demo-database";
import { at, inLanguage, legalAgrees, look as lookAtDesk, screens, untilDesk } from "./desk-story";
import { messagesFor } from "../i18n/messages";
import { expect, personOf, test } from "./fixtures";
import { called, readersOf } from "./readers";
import { sendAction } from "./send-action";

test.setTimeout(300_000);

type Messages = {
  my: {
    headlines: { any: Record<string, string> };
    letters: { kinds: Record<string, string> };
    can: { answer: string };
  };
};
const said = (language: Language) =>
  (JSON.parse(readFileSync(join(import.meta.dirname, `../messages/${language}.json`), "utf8")) as Messages).my;

const typed = {
  en: {
    facts: "The same copy was asked for five times within one week.",
    alternative: "The last copy can still be downloaded until the end of the month.",
    reasons: "Your records lie in nine systems, and two of them are being moved.",
    doubt: "The signature on your letter is not the one that we know.",
    item: "the number of one of your orders",
  },
  de: {
    facts: "Dieselbe Kopie wurde innerhalb einer Woche fünfmal verlangt.",
    alternative: "Die letzte Kopie kann noch bis zum Ende des Monats heruntergeladen werden.",
    reasons: "Ihre Daten liegen in neun Systemen, und zwei davon ziehen gerade um.",
    doubt: "Die Unterschrift auf Ihrem Brief ist nicht die, die wir kennen.",
    item: "die Nummer einer Ihrer Bestellungen",
  },
};
const people = { en: "karin", de: "jakob" };

for (const reader of readersOf("outcomes"))
  test(`a customer reads what came of four requests (${called(reader)})`, async ({ browser }) => {
    const { language, screen, javaScriptEnabled } = reader;
    const person = people[language];
    const customer = await at(browser, person, { javaScriptEnabled, viewport: screens[screen] });
    await inLanguage(customer, language);
    const [rui, nora] = [await at(browser, "rui"), await at(browser, "nora")];
    const { headlines, letters } = said(language);
    const { facts, alternative, reasons, doubt, item } = typed[language];
    const refusal = { ground: "excessive", facts, alternative };
    const extension = { reason: "complexity", facts: reasons };
    const read = async (reference: string, name: string, headline: string | null, letter: string) => {
      await customer.goto(`/my/requests/${reference}`);
      if (headline !== null) await expect(customer.getByRole("heading", { level: 1 })).toHaveText(headline);
      await look(customer, `outcome-${name}-${language}-${screen}`);
      await customer.getByRole("link", { name: letter }).click();
      await expect(customer.getByRole("article")).toHaveAttribute("lang", language);
      await expect(customer.getByRole("article")).not.toContainText(/undefined|\{|null/);
      await expect(customer.getByRole("article")).toContainText("Schlesische Straße 12");
      await look(customer, `outcome-${name}-letter-${language}-${screen}`);
    };

    const refused = await asked(customer);
    await untilDesk(rui, refused, "Planned");
    const refuse = (page: Page) =>
      sendAction(page.request, "refuse", {
        fields: { reference: refused, ...refusal },
        values: { reference: refused },
      });
    await refuse(rui);
    await legalAgrees(browser, refused);
    await refuse(nora);
    await read(refused, "refused", headlines.any.refused ?? "", letters.kinds.refusal ?? "");

    // Asked while the first one was open, it would only have been a reminder.
    const extended = await asked(customer);
    await untilDesk(rui, extended, "Planned");
    await sendAction(rui.request, "extend", {
      fields: { reference: extended, ...extension },
      values: { reference: extended },
    });
    await untilDesk(rui, extended, /Extended to \d{4}-\d\d-\d\d/);
    await read(extended, "extended", null, letters.kinds.extension ?? "");

    const cancel = (reference: string) =>
      sendAction(customer.request, "cancel", { fields: { reference }, values: { reference } });
    await cancel(extended);
    await read(extended, "cancelled", headlines.any.cancelled ?? "", letters.kinds.cancellation ?? "");

    const unknown = await byPost(person, language);
    await untilDesk(rui, unknown, "Decide who the person is");
    await customer.goto(`/my/requests/${unknown}`);
    await expect(customer.getByRole("heading", { level: 1 })).toHaveText(headlines.any.identity ?? "");
    await look(customer, `outcome-identity-${language}-${screen}`);
    await decide(rui, unknown, "cannot be identified", doubt);
    await expect(rui.locator("#error-summary")).toContainText("Say what would help the person");
    await lookAtDesk(rui, `identity-missing-${language}`);
    await rui.getByLabel(/would help/).fill(item);
    await rui.getByRole("button", { name: "Record the decision" }).click();
    await expect(rui.getByRole("heading", { level: 1 })).toContainText("Not identified");
    await read(unknown, "not-identified", headlines.any["not-identified"] ?? "", letters.kinds["not-identified"] ?? "");

    // By another way they say what would help: written down, it opens the request again, and a reviewer decides once more.
    await rui.goto(`/desk/requests/${unknown}`);
    await rui.getByRole("link", { name: "Record what the person answered" }).click();
    await rui.getByRole("button", { name: "Open the request again" }).click();
    await expect(rui.locator("#error-summary")).toContainText("Write down what they answered");
    await lookAtDesk(rui, `identity-answer-${language}`);
    await rui.getByLabel("What they answered").fill("A postcard came today that names order B-2025-4711.");
    await rui.getByRole("button", { name: "Open the request again" }).click();
    await expect(rui).toHaveURL(/\/identity$/);
    await rui.goto(`/desk/requests/${unknown}/identity-answer`);
    await expect(rui.getByRole("button", { name: "Open the request again" })).toHaveCount(0);
    await untilDesk(rui, unknown, "Decide who the person is");
    await decide(rui, unknown, "cannot be identified", doubt);
    await expect(rui.locator("#error-summary")).toContainText("Say what would help the person");
    await rui.getByLabel(/would help/).fill(item);
    await rui.getByRole("button", { name: "Record the decision" }).click();
    await expect(rui.getByRole("heading", { level: 1 })).toContainText("Not identified");
    // In the portal they do the same by writing.
    await customer.goto(`/my/requests/${unknown}`);
    const messages = messagesFor(language).my as unknown as { messages: Record<"text" | "send", string> };
    await customer.getByLabel(messages.messages.text).fill("B-2025-4711");
    await customer.getByRole("button", { name: messages.messages.send }).click();
    await expect(customer.getByRole("heading", { level: 1 })).toHaveText(headlines.any.identity ?? "");
    await look(customer, `outcome-reopened-${language}-${screen}`);
    await cancel(unknown);

    const known = await byPost(person, language);
    await untilDesk(rui, known, "Decide who the person is");
    // Doubt is written down and the person is asked for the least; never for an identity document. The letter is seen first.
    await rui.getByRole("link", { name: "Ask who the person is" }).click();
    await rui.getByLabel("Why there is doubt").fill(doubt);
    await rui.getByLabel("What you ask for").fill("a copy of your passport");
    await rui.getByRole("button", { name: "Send the question" }).click();
    await expect(rui.locator("#error-summary")).toContainText("more than is needed");
    await lookAtDesk(rui, `identity-query-${language}`);
    await rui.getByLabel("What you ask for").fill(item);
    await rui.getByRole("button", { name: "See the letter first" }).click();
    await expect(rui.getByRole("article")).toContainText(item);
    await lookAtDesk(rui, `identity-query-letter-${language}`);
    await rui.getByRole("button", { name: "Send it" }).click();
    await untilDesk(rui, known, "The time limit rests until the answer");
    await decide(rui, known, "cannot be identified", doubt);
    await expect(rui.locator("#error-summary")).toContainText("Say what would help the person");
    await rui.getByLabel(/would help/).fill(item);
    await rui.getByRole("button", { name: "Record the decision" }).click();
    await expect(rui.locator("#error-summary")).toContainText("until when there is time to answer");
    await lookAtDesk(rui, `identity-asked-${language}`);
    await read(known, "identity-query", headlines.any.question ?? "", letters.kinds["identity-query"] ?? "");
    await customer.goto(`/my/requests/${known}`);
    await customer.getByRole("link", { name: said(language).can.answer }).click();
    await expect(customer).toHaveURL(/#messages$/);
    await customer.getByLabel(messages.messages.text).fill("B-2025-4711");
    await customer.getByRole("button", { name: messages.messages.send }).click();
    await expect(customer.getByRole("heading", { level: 1 })).toHaveText(headlines.any.identity ?? "");
    await rui.goto(`/desk/requests/${known}`);
    await rui.getByText("How this is counted").click();
    await expect(rui.getByText("left without undue delay")).toBeVisible();
    await decide(rui, known, "is identified", doubt);
    await untilDesk(rui, known, "Planned");
    await customer.goto(`/my/requests/${known}`);
    await look(customer, `outcome-identified-${language}-${screen}`);
    await cancel(known);
    await Promise.all([customer, rui, nora].map((page) => page.context().close()));
  });

async function asked(page: Page): Promise<string> {
  const answer = await sendAction(page.request, "receive", { fields: { id: randomUUID(), want: "access" } });
  return /R-[0-9A-Z]{16}/.exec(answer.headers().location ?? "")?.[0] ?? "";
}

async function byPost(person: string, language: Language): Promise<string> {
  const id = await personIdOf(`demo-${person}`);
  const script = join(import.meta.dirname, "by-post.ts");
  const args = ["--import", "tsx", script, DEMO_DATA, id, personOf(person).email, language];
  return (await promisify(execFile)(process.execPath, args)).stdout.trim();
}

async function decide(rui: Page, reference: string, decision: string, why: string): Promise<void> {
  await rui.goto(`/desk/requests/${reference}/identity`);
  await rui.getByLabel(`The person ${decision}`).check();
  await rui.getByLabel("What was checked, and why that decides it").fill(why);
  await rui.getByRole("button", { name: "Record the decision" }).click();
}
