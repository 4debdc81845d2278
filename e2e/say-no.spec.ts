/** The rights that hold at once: the end of a consent, and a no to advertising, to the effect in shop and inbox. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { marketingExport } from "../demo/shop/marketing-export";
import { look } from "./customer-story";
import { DEMO_DATA, inShop, shopUrl } from "./demo-database";
import { expect, linkIn, signInAs, test } from "./fixtures";

const { PORTAL_URL = "http://localhost:3000" } = process.env;

async function mailing(): Promise<string[]> {
  const secrets = JSON.parse(await readFile(join(DEMO_DATA, "secrets.json"), "utf8")) as { registryToken: string };
  return marketingExport({
    shopUrl: await shopUrl(),
    registryUrl: `${PORTAL_URL}/api/registry`,
    token: secrets.registryToken,
  });
}

/** Presses and pages on the way, counted from the person's first page. */
function counted(page: Page) {
  const count = { presses: 0, pages: new Set<string>() };
  page.on("framenavigated", (frame) => frame === page.mainFrame() && count.pages.add(new URL(frame.url()).pathname));
  return {
    press: async (press: Promise<void>) => {
      count.presses += 1;
      await press;
    },
    few: () => {
      expect(count.presses).toBeLessThanOrEqual(8);
      expect(count.pages.size).toBeLessThanOrEqual(6);
    },
  };
}

test("Petra ends her newsletter consent with one press; a mailing a second later leaves her out", async ({
  browser,
  inbox,
}) => {
  const context = await browser.newContext({ locale: "de-DE", javaScriptEnabled: false });
  const page = await context.newPage();
  const { email } = await signInAs(page, "petra");
  expect(await mailing()).toContain(email);
  const way = counted(page);
  await way.press(page.getByRole("link", { name: "Meine Einwilligungen" }).click());
  await expect(page.getByRole("heading", { level: 1, name: /Einwilligungen von Ihnen gelten/ })).toBeVisible();
  await look(page, "customer-consents-de");
  await way.press(page.getByRole("button", { name: "„Newsletter“ beenden" }).click());
  await expect(page.getByRole("heading", { level: 1, name: "Ihre Einwilligung ist beendet." })).toBeVisible();
  await new Promise((done) => setTimeout(done, 1_000));
  expect(await mailing()).not.toContain(email);
  await look(page, "customer-consent-ended-de");
  const shown = page.getByText(/^([0-9A-Z]{5}-)+[0-9A-Z]+$/);
  await expect(shown).toBeVisible();

  await way.press(page.getByRole("link", { name: "Anliegen verfolgen" }).click());
  way.few();
  await expect
    .poll(async () => (await inShop("SELECT status FROM newsletter_subscriptions WHERE email = $1", [email]))[0])
    .toEqual({ status: "ended" });
  const mail = await inbox.waitFor(
    ({ to, subject }) => to.includes(email) && subject.startsWith("Eine Einwilligung ist beendet"),
    "answer to the withdrawal",
  );
  expect(mail.text).not.toMatch(/Newsletter/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ihre Einwilligung ist beendet.");
    await expect(page.getByRole("main")).toContainText("Mailchimp");
  }).toPass();
  await look(page, "customer-consent-answered-de");
  await page.getByRole("link", { name: "Einwilligung beendet" }).click();
  await expect(page.getByRole("main")).toContainText("Was vorher geschah, bleibt rechtmäßig.");
  await look(page, "customer-consent-letter-de");
  await page.goto("/my/consents");
  await expect(page.getByRole("button", { name: "„Newsletter“ beenden" })).toHaveCount(0);
  await context.close();
});

test("Ben, who has no account, says no to advertising from an e-mail link", async ({ browser, inbox }) => {
  const address = "ben.okafor@post.example";
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  const way = counted(page);
  const before = (await inbox.messages(address)).length;
  await page.goto("/my/objection");
  await way.press(page.getByRole("link", { name: /link/i }).first().click());
  await page.getByRole("textbox").fill(address);
  await way.press(page.getByRole("main").getByRole("button").click());
  await expect.poll(async () => (await inbox.messages(address)).length).toBeGreaterThan(before);
  const mail = (await inbox.messages(address)).at(-1);
  if (!mail) throw new Error("no mail for Ben");
  expect(await mailing()).toContain(address);
  await way.press(page.goto(linkIn(mail)).then(() => undefined));
  await way.press(page.getByRole("main").getByRole("button").click());
  await expect(page.getByRole("heading", { level: 1, name: "No more advertising" })).toBeVisible();
  await look(page, "customer-objection-en-narrow");
  const send = page.getByRole("button", { name: "Stop all advertising to me" });
  await way.press(send.dblclick());
  await expect(page.getByRole("heading", { level: 1, name: "We advertise to you no more." })).toBeVisible();
  await new Promise((done) => setTimeout(done, 1_000));
  expect(await mailing()).not.toContain(address);
  way.few();
  await page.getByRole("link", { name: "Follow your request" }).click();
  await inbox.waitFor(
    ({ to, subject }) => to.includes(address) && subject.startsWith("We have stopped advertising to you"),
    "answer to the objection",
  );
  await page.goto("/my");
  await expect(page.getByRole("link", { name: "Say no to a use", exact: true })).toHaveCount(1);
  await look(page, "customer-overview-objection-en-narrow");
  await context.close();
});
