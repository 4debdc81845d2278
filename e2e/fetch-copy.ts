/** A finished copy, as the browser saves it. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** Presses the button and gives the ZIP. */
export async function downloaded(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^copy-R-[0-9A-Z]{16}\.zip$/);
  return readFile(await download.path());
}
