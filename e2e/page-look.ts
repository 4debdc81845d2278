/** What every page of a story is looked at for; and pictures of it, for whoever wants to look at them. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { messagesFor } from "../i18n/messages";
import { expect, expectAccessible } from "./fixtures";
import { pictureForDocs } from "./pictures";

const folder = resolve(import.meta.dirname, "../.data/screenshots");
const { PICTURES, DOCS_PICTURES } = process.env;

/** No violation of WCAG 2.2 A and AA, nothing wider than the screen; with PICTURES=1 a picture of the whole page, and with DOCS_PICTURES=1 those of README and docs. */
export async function lookAt(page: Page, name: string): Promise<void> {
  await page.waitForLoadState();
  if (PICTURES === "1") {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
  if (DOCS_PICTURES === "1") await pictureForDocs(page, name);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
  // A sentence that lacks a word shows its key.
  expect(await page.locator("body").innerText(), `${name} shows its sentences`).not.toMatch(missing);
  await expectAccessible(page);
}

/** Keys of what pages say; letters are written elsewhere, and their keys are the policy's too. */
const missing = new RegExp(
  `\\b(?:${Object.keys(messagesFor("en"))
    .filter((one) => one !== "letters")
    .join("|")})(?:\\.[\\w-]+){2,}`,
);
