/** What the stories of the desk about every right share: a customer who asks, a look into a file, pictures of each page. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "@playwright/test";
import { DEMO_DATA } from "./demo-database";
import { at, inLanguage, look, screens, untilDesk } from "./desk-story";

/** Signs the customer in once, so that the portal knows them, and lets them ask. */
export async function askedFor(browser: Browser, person: string, right: string, words: string): Promise<string> {
  const page = await at(browser, person);
  await page.context().close();
  const args = ["--import", "tsx", join(import.meta.dirname, "ask-a-person.ts"), DEMO_DATA, person, right, words];
  return (await promisify(execFile)(process.execPath, args)).stdout.trim();
}

/** The page as it is, in both languages, wide and narrow: a picture of each, and accessible in each. */
export async function lookTwice(page: Page, name: string): Promise<void> {
  for (const language of ["de", "en"] as const) {
    await inLanguage(page, language);
    for (const [screen, size] of Object.entries(screens)) {
      await page.setViewportSize(size);
      await look(page, `${name}-${language}-${screen}`);
    }
  }
  await page.setViewportSize(screens.wide);
}

export const lookInto = (page: Page) => page.getByRole("button", { name: "Look into the file" }).click();

export const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

type Came = { right: string; words: string; requester?: string };

/** Somebody wrote by e-mail; the desk takes it in and waits until it is its turn. Gives the reference. */
export async function takeIn(page: Page, { right, words, requester = "self" }: Came): Promise<string> {
  await page.goto("/desk/intake");
  await page.getByLabel("By e-mail").check();
  await page.getByLabel("Arrived on").fill(yesterday());
  await page.getByLabel("At", { exact: true }).fill("09:15");
  await page.getByLabel(right).check();
  await page.getByLabel("In the person’s words").fill(words);
  await page.getByLabel("Who asks?").selectOption(requester);
  await page.getByLabel("English").check();
  await page.getByLabel("E-mail address").fill("somebody@post.example");
  await page.getByRole("button", { name: "Take in", exact: true }).click();
  await page.getByRole("link", { name: "Go to the request" }).click();
  const reference = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await untilDesk(page, reference, "Decide who the person is");
  return reference;
}
