/** A copy that nobody needs a portal for: opened from the disk, offline, with records that attack whoever reads them. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { screens } from "./desk-story";
import { expect, test } from "./fixtures";
import { openCopy } from "./open-copy";
import { lookAt } from "./page-look";
import { unzip } from "./unzip";

async function copy(language: "en" | "de"): Promise<Map<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), "copy-made-"));
  const [file, program] = [join(folder, "copy.zip"), join(import.meta.dirname, "make-copy.ts")];
  const root = join(import.meta.dirname, "..");
  await promisify(execFile)(process.execPath, ["--import", "tsx", program, file, language], { cwd: root });
  const files = await unzip(await readFile(file));
  await rm(folder, { recursive: true });
  return files;
}

test("a copy is read, leafed through and searched without a network, and no record does anything (en, wide)", async ({
  browser,
}) => {
  const { page, turnTo, close } = await openCopy(browser, await copy("en"), { viewport: screens.wide });
  await turnTo("index.html");
  await expect(page.getByText("Yes: 2,501 records in 2 categories")).toBeVisible();
  await lookAt(page, "copy-overview-en");
  await page.getByRole("link", { name: "2,500 records" }).click();
  await page.getByRole("link", { name: "Next" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Website log: page 2 of 3");
  await lookAt(page, "copy-records-en");

  await page.getByRole("link", { name: "Search" }).click();
  await page.getByLabel("What are you looking for?").fill("SYNTH/2222 nov");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("All pages searched: 1 found.");
  await lookAt(page, "copy-search-en");
  await page.getByRole("link", { name: "Website log · Record 2,223" }).click();
  await expect(page.locator(":target")).toContainText("/synth/2222");
  await expect(page.locator(":target")).toBeInViewport();
  // Whoever comes back finds what they had found.
  await page.goBack();
  await expect(page.getByRole("link", { name: "Website log · Record 2,223" })).toBeVisible();
  await page.getByLabel("What are you looking for?").fill("koln attacker.example");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Customer account" })).toContainText("Köln");
  await page.getByLabel("What are you looking for?").fill("synth");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("status")).toContainText("The first 300 are shown");
  await close();
});

test("the same without JavaScript says how else to search (de, narrow, dark)", async ({ browser }) => {
  const files = await copy("de");
  const narrow = { viewport: { width: 320, height: 800 }, colorScheme: "dark" as const, locale: "de-DE" };
  const seen = await openCopy(browser, files, narrow);
  for (const [at, name] of ["index", "timeline", "search", "records/account-1", "records/server-log-3"].entries()) {
    await seen.turnTo(`${name}.html`);
    await expect(seen.page.locator("html")).toHaveAttribute("lang", "de");
    if (name === "records/account-1")
      for (const said of ["1.234,56\u00a0€", "Lastschrift", "Frankreich", "06.03.2026, 11:00 · Unser Support"])
        await expect(seen.page.getByRole("cell", { name: said })).toBeVisible();
    await lookAt(seen.page, `copy-${at}-de-narrow-dark`);
  }
  await seen.close();
  const plain = await openCopy(browser, files, { ...narrow, javaScriptEnabled: false });
  await plain.turnTo("search.html");
  await expect(plain.page.getByText("Die Suche braucht JavaScript")).toBeVisible();
  await expect(plain.page.getByRole("button")).toHaveCount(0);
  await plain.page.getByRole("link", { name: "Überblick" }).click();
  await plain.page.getByRole("link", { name: "2.500 Datensätze" }).click();
  await plain.page.getByText("Zu einem Datensatz nach seiner Nummer").click();
  await plain.page.getByRole("link", { name: "2.001", exact: true }).click();
  await expect(plain.page.getByRole("cell", { name: "/synth/2499" })).toBeVisible();
  await plain.close();
});
