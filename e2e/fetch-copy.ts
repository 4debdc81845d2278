/** A finished copy, as the browser saves it. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** Presses the button and gives the ZIP. */
export async function downloaded(page: Page, button: string): Promise<Buffer> {
  const [download, answer] = await Promise.all([
    page.waitForEvent("download"),
    page.waitForResponse((one) => one.url().includes("/api/package/") && one.status() === 200),
    page.getByRole("button", { name: button }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^copy-R-[0-9A-Z]{16}\.zip$/);
  const copy = await readFile(await download.path());
  // So that a browser can say how much is still to come.
  expect(answer.headers()["content-length"]).toBe(String(copy.byteLength));
  return copy;
}
