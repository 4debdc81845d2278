/** Nothing lost and nothing twice: the session that runs out, the second press, the second tab, the way back, the other language. */
import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { messagesFor } from "../i18n/messages";
import { tokenHash } from "../lib/sign-in/session";
import { takeBackAll } from "./customer-story";
import { inLanguage } from "./desk-story";
import { expect, pressPerson, signInAs, test } from "./fixtures";
import { portalDatabase, type PortalDatabase } from "./portal-database";
import { postByScript, type Fields } from "./post-form";
import type { Reader } from "./readers";
import { customer, say } from "./right-story";

const { DEMO_DATA = resolve(import.meta.dirname, "../.data/demo") } = process.env;
const shell = (language: "en" | "de") => messagesFor(language).shell as unknown as { problems: Record<string, string> };

/** With a script and without one: that is what differs here. */
const readers: readonly Reader[] = [
  { language: "en", screen: "wide", javaScriptEnabled: true },
  { language: "de", screen: "narrow", javaScriptEnabled: false },
];

let database: PortalDatabase;
test.beforeAll(async () => void (database = await portalDatabase(DEMO_DATA)));
test.afterAll(() => database.close());

const count = async (query: string, ...values: string[]): Promise<number> =>
  Number((await database.owner.query<{ count: string }>(query, values)).rows[0]?.count);

/** Half an hour goes by in this browser's session. */
async function runsOut(context: BrowserContext): Promise<void> {
  const cookie = (await context.cookies()).find(({ name }) => name.endsWith("rightful-session"));
  const older = "update session set seen_at = seen_at - interval '31 minutes' where id = $1";
  const ended = await database.owner.query(older, [tokenHash(cookie?.value ?? "")]);
  expect(ended.rowCount).toBe(1);
}

async function signInAgain(page: Page, key: string): Promise<void> {
  await expect(page).toHaveURL(/\/sign-in\?to=/);
  await page.getByRole("main").getByRole("button").first().click();
  await pressPerson(page, key);
}

/** Signs out in another tab of the same browser. */
async function signOutElsewhere(context: BrowserContext): Promise<Page> {
  const second = await context.newPage();
  await second.goto("/my");
  await second.getByRole("button", { name: "Sign out" }).click();
  await expect(second.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  expect((await context.cookies()).filter(({ name }) => name.endsWith("rightful-session"))).toEqual([]);
  return second;
}

/** A request of one's own to write about, and nothing else that is open. */
async function ownRequest(page: Page): Promise<string> {
  await inLanguage(page, "en");
  await takeBackAll(page);
  await page.goto("/my/new?want=access");
  await page.getByRole("button", { name: "Ask for my copy" }).click();
  await expect(page).toHaveURL(/\/done$/);
  return new URL(page.url()).pathname.split("/")[3] ?? "";
}

/** Ines at the field for messages of a request of hers. */
async function writing(page: Page) {
  await signInAs(page, "ines");
  const reference = await ownRequest(page);
  await page.goto(`/my/requests/${reference}`);
  const field = page.getByLabel(say("en", "messages.text"));
  return { reference, field, send: page.getByRole("button", { name: say("en", "messages.send") }) };
}

for (const reader of readers)
  test(`what was typed is there after signing in again, and is sent once (${reader.language})`, async ({ browser }) => {
    const { language } = reader;
    const { page } = await customer(browser, reader, "ines", "nothing-lost");
    const reference = await ownRequest(page);
    await inLanguage(page, language);
    const here = `/my/requests/${reference}`;
    await page.goto(here);
    const field = page.getByLabel(say(language, "messages.text"));
    const send = page.getByRole("button", { name: say(language, "messages.send") });
    const words = `My synthesiser is called Bertha.\n"<b>Grüße</b>" & 👋 ${language}`;
    await field.fill(words);
    await runsOut(page.context());
    await send.click();
    await signInAgain(page, "ines");
    await expect(page).toHaveURL(new RegExp(`${here}$`));
    await expect(field).toHaveValue(words);
    const again = page.getByText(shell(language).problems["signed-in-again"] ?? "");
    await expect(again).toBeVisible();
    expect(await count("select count(*) from message where request = $1", reference)).toBe(0);
    await send.click();
    await expect(page.locator("blockquote")).toHaveText(words);
    await page.goto(here);
    await expect(field).toHaveValue("");
    await expect(again).toHaveCount(0);
    expect(await count("select count(*) from message where request = $1", reference)).toBe(1);
    await page.context().close();
  });

test("what was typed on a page of several questions is there again, chosen answers too", async ({ page }) => {
  await signInAs(page, "ines");
  await page.goto("/my/other");
  await page.getByLabel("A parent or guardian of a minor").check();
  await page.getByLabel(say("en", "other.wants.erasure")).check();
  await page.getByLabel(say("en", "other.words")).fill("About my child.");
  await runsOut(page.context());
  await page.getByRole("button", { name: say("en", "other.send") }).click();
  await signInAgain(page, "ines");
  await expect(page.getByLabel("A parent or guardian of a minor")).toBeChecked();
  await expect(page.getByLabel(say("en", "other.wants.erasure"))).toBeChecked();
  await expect(page.getByLabel(say("en", "other.words"))).toHaveValue("About my child.");
});

test("signed out in one tab, the other keeps what was typed and sends it after signing in there", async ({ page }) => {
  const { field, send } = await writing(page);
  await field.fill("From the first tab.");
  await (await signOutElsewhere(page.context())).close();
  await send.click();
  const second = page.context().waitForEvent("page");
  await page.getByRole("link", { name: shell("en").problems["signed-out"] ?? "" }).click();
  await expect(field).toHaveValue("From the first tab.");
  await signInAs(await second, "ines");
  await send.click();
  await expect(page.locator("blockquote")).toHaveText("From the first tab.");
});

test("signed out in one tab without a script, what was typed in the other waits for the same person, and for nobody else", async ({
  browser,
}) => {
  const page = await signedIn(browser, false);
  const words = page.getByLabel(say("en", "pause.words"));
  const leave = async (text: string) => {
    await page.goto("/my/pause");
    await page.getByLabel(say("en", "pause.grounds.18(1)(a)")).check();
    await words.fill(text);
    await (await signOutElsewhere(page.context())).close();
    await page.getByRole("button", { name: say("en", "pause.send") }).click();
  };
  await inLanguage(page, "en");
  await leave("Written before I signed out.");
  await signInAgain(page, "ines");
  await expect(words).toHaveValue("Written before I signed out.");
  await expect(page.getByLabel(say("en", "pause.grounds.18(1)(a)"))).toBeChecked();
  await expect(page.getByText(shell("en").problems["signed-in-again"] ?? "")).toBeVisible();

  await leave("Meant for nobody else.");
  await signInAgain(page, "karin");
  await expect(page.getByRole("main")).not.toContainText("Meant for nobody else.");
  await expect(page.getByRole("textbox")).toHaveValue("");
  await page.context().close();
});

test("a form of one person is not received as another's who signed in meanwhile, and goes once its own is back", async ({
  page,
}) => {
  const { reference, field, send } = await writing(page);
  await field.fill("Ines wrote this.");
  const form = await page.context().newPage();
  await form.goto("/my/pause");
  await form.getByLabel(say("en", "pause.words")).fill("Ines wrote that.");
  await form.getByLabel(say("en", "pause.grounds.18(1)(a)")).check();
  const second = await page.context().newPage();
  await signInAs(second, "karin");
  const another = shell("en").problems["opened-by-another"] ?? "";
  for (const [tab, button, where, words] of [
    [form, say("en", "pause.send"), say("en", "pause.words"), "Ines wrote that."],
    [page, say("en", "messages.send"), say("en", "messages.text"), "Ines wrote this."],
  ] as const) {
    await tab.getByRole("button", { name: button }).click();
    await expect(tab.getByText(another)).toBeVisible();
    await expect(tab.getByLabel(where)).toHaveValue(words);
  }
  await second.goto("/my");
  await expect(second.getByRole("main")).not.toContainText(reference);
  await signInAs(second, "ines");
  await send.click();
  await expect(page.locator("blockquote")).toHaveText("Ines wrote this.");
});

test("a form that is sent twice at once is received once, and both answers lead to it", async ({ page }) => {
  await signInAs(page, "ines");
  const reference = await ownRequest(page);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const twice = async (line: string, path: string, fields: Fields) => {
    const answers = await Promise.all([0, 1].map(() => postByScript(line, path, fields, { cookie })));
    const [first, second] = answers.map(({ to }) => to);
    expect(first, line).not.toBeNull();
    expect(second, line).toBe(first);
  };
  const id = () => randomUUID();
  const ids = { message: id(), contract: id(), pause: id(), send: id() };
  await twice("write-message", `/my/requests/${reference}`, [["reference", reference], ["id", ids.message], ["text", "Once."]]); // prettier-ignore
  await twice("cancel-contract", "/my/cancel-contract", [
    ["id", ids.contract],
    ["words", "I cancel."],
    ["order", ""],
  ]);
  // It may be carried out before it is taken back: a pause of everything would keep her out of the mailings of other stories.
  await twice("pause", "/my/pause", [["id", ids.pause], ["ground", "18(1)(a)"], ["scope", "categories"], ["category", "address-book"], ["words", "Wrong address."]]); // prettier-ignore
  await twice("name-transfer", "/my/send", [["id", ids.send], ["company", "Neue"], ["address", "https://neue.example/in"], ["code", ""]]); // prettier-ignore
  expect(await count("select count(*) from message where id = $1::uuid", ids.message)).toBe(1);
  expect(await count("select count(*) from contract_withdrawal where id = $1::uuid", ids.contract)).toBe(1);
  expect(await count("select count(*) from request where submission_id = $1::uuid", ids.pause)).toBe(1);
  expect(await count("select count(*) from transfer where id = $1::uuid", ids.send)).toBe(1);
  await twice("cancel", `/my/requests/${reference}/cancel`, [["reference", reference]]);
  await takeBackAll(page);
});

test("two tabs: the second is a reminder and says so, and what one took back the other finds taken back", async ({
  page,
}) => {
  await signInAs(page, "ines");
  await inLanguage(page, "en");
  await takeBackAll(page);
  const second = await page.context().newPage();
  for (const tab of [page, second]) await tab.goto("/my/new?want=access");
  await page.getByRole("button", { name: "Ask for my copy" }).click();
  await expect(page).toHaveURL(/\/done$/);
  const reference = new URL(page.url()).pathname.split("/")[3] ?? "";
  await second.getByRole("button", { name: "Ask for my copy" }).click();
  await expect(second).toHaveURL(new RegExp(`/my/requests/${reference}$`));
  await expect(second.getByRole("main")).toContainText("You asked for this once more while it was open");
  for (const tab of [page, second]) await tab.goto(`/my/requests/${reference}/cancel`);
  for (const tab of [page, second]) {
    await tab.getByRole("button", { name: "Yes, take it back" }).click();
    await expect(tab.getByRole("heading", { level: 1 })).toHaveText(/This request has ended/);
  }
});

for (const javaScriptEnabled of [true, false])
  test(`back from a sentence about an error, and back after it was received, nothing is twice (script: ${javaScriptEnabled})`, async ({
    browser,
  }) => {
    const page = await signedIn(browser, javaScriptEnabled);
    const reference = await ownRequest(page);
    const here = `/my/requests/${reference}`;
    await page.goto("/my");
    await page.goto(here);
    const field = page.getByLabel(say("en", "messages.text"));
    const send = page.getByRole("button", { name: say("en", "messages.send") });
    await send.click();
    await expect(page.locator("#error-summary")).toBeVisible();
    await page.goBack();
    await page.goto(here);
    await field.fill("Received once.");
    await send.click();
    await expect(page.locator("blockquote")).toHaveText("Received once.");
    await page.goBack();
    await page.goForward();
    await page.goto(here);
    await expect(page.locator("blockquote")).toHaveCount(1);
    expect(await count("select count(*) from message where request = $1", reference)).toBe(1);
    await page.context().close();
  });

async function signedIn(browser: Browser, javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled })).newPage();
  await signInAs(page, "ines");
  return page;
}

test("a sentence about an error follows the language, and what was typed stays", async ({ page }) => {
  await page.goto("/sign-in/link");
  await page.getByRole("textbox").fill("not an address");
  await page.getByRole("main").getByRole("button").click();
  const invalid = (language: "en" | "de") =>
    (messagesFor(language).shell as unknown as { link: Record<string, string> }).link["address-invalid"] ?? "";
  await expect(page.locator("#error-summary")).toContainText(invalid("en"));
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.locator("#error-summary")).toContainText(invalid("de"));
  await expect(page.locator("#address-wrong")).toHaveText(invalid("de"));
  await expect(page.getByRole("textbox")).toHaveValue("not an address");
});
