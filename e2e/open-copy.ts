/** A copy as it lies on somebody's disk: unpacked, opened without a network, and everything it asks for written down. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { expect } from "./fixtures";

export type OpenCopy = {
  page: Page;
  /** Goes to a page of the copy by its name. */
  turnTo(name: string): Promise<void>;
  /** Fails where anything but files of this copy was asked for, or where a page complained; removes everything. */
  close(): Promise<void>;
};

export async function openCopy(
  browser: Browser,
  files: ReadonlyMap<string, Buffer | string>,
  options: BrowserContextOptions,
): Promise<OpenCopy> {
  const folder = await mkdtemp(join(tmpdir(), "copy-"));
  for (const [name, content] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const home = pathToFileURL(`${folder}/`).toString();
  const context = await browser.newContext({ ...options, offline: true });
  const page = await context.newPage();
  const [asked, complaints]: [string[], string[]] = [[], []];
  context.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  return {
    page,
    async turnTo(name) {
      await page.goto(home + name);
    },
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
      expect(asked.filter((url) => !url.startsWith(home))).toEqual([]);
      expect(asked).not.toEqual([]);
      expect(complaints).toEqual([]);
    },
  };
}
