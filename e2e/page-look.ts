/** What every page of a story is looked at for; and pictures of it, for whoever wants to look at them. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, expectAccessible } from "./fixtures";

const folder = resolve(import.meta.dirname, "../.data/screenshots");
const images = resolve(import.meta.dirname, "../docs/images");
const { PICTURES, README_PICTURES } = process.env;

/** No violation of WCAG 2.2 A and AA, nothing wider than the screen; with PICTURES=1 a picture of the whole page. */
export async function lookAt(page: Page, name: string): Promise<void> {
  await page.waitForLoadState();
  if (PICTURES === "1") {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

/** With README_PICTURES=1 a picture of the first screen, in the place of the README's. */
export async function pictureForReadme(page: Page, name: string): Promise<void> {
  if (README_PICTURES === "1") await page.screenshot({ path: join(images, name) });
}
