import { test as base, expect, type Page } from "@playwright/test";
import { demoPeople, type DemoPerson } from "../demo/people";
import { inbox } from "./inbox";

export { expect };
export { expectAccessible } from "./accessible";
export { linkIn } from "./inbox";

export type Language = "en" | "de";

/** Signs in as one of the demo's people through the customer account, from wherever the page is. */
export async function signInAs(page: Page, key: string): Promise<DemoPerson> {
  await page.goto("/sign-in");
  const read = await page.locator("html").getAttribute("lang");
  await page.getByRole("button", { name: /customer account|Kundenkonto/ }).click();
  const person = await pressPerson(page, key);
  // Another story's reader may have left them in another language, which goes along wherever they sign in.
  if (read === "en" || read === "de") await inLanguage(page, read);
  return person;
}

/** Brings the page into a language by the button that everybody has. */
export async function inLanguage(page: Page, language: Language): Promise<void> {
  if ((await page.locator("html").getAttribute("lang")) === language) return;
  await page.getByRole("button", { name: language === "de" ? "Deutsch" : "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", language);
}

/** On the sign-in server's page: presses a person and waits until the browser is back at the portal. */
export async function pressPerson(page: Page, key: string): Promise<DemoPerson> {
  const person = personOf(key);
  // Two people share a name, so the key decides.
  await page.locator(`button[name="person"][value="${key}"]`).click();
  const { PORTAL_URL = "http://localhost:3000" } = process.env;
  await page.waitForURL((url) => url.origin === PORTAL_URL && !url.pathname.startsWith("/api/"));
  return person;
}

/** One of the demo's people. */
export function personOf(key: string): DemoPerson {
  const person = demoPeople.find((one) => one.key === key);
  if (!person) throw new Error(`the demo has nobody called ${key}`);
  return person;
}

type Fixtures = {
  inbox: typeof inbox;
  signInAs: (key: string) => Promise<DemoPerson>;
};

export const test = base.extend<Fixtures>({
  inbox: async ({}, use) => {
    await use(inbox);
    await inbox.recover();
  },
  signInAs: async ({ page }, use) => use((key) => signInAs(page, key)),
});
