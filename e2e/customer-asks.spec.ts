/** A customer asks for a copy and for deletion. */
import type { Page } from "@playwright/test";
import { look, words, type Language } from "./customer-story";
import { inLanguage } from "./desk-story";
import { expect, signInAs, test } from "./fixtures";
import { called, readersOf } from "./readers";
import { inBrowser } from "./right-story";

const people = { en: { wide: "ana", narrow: "emil" }, de: { wide: "mara", narrow: "carla" } };

// Each page is looked at by axe as well.
test.describe.configure({ timeout: 150_000 });

for (const reader of readersOf("both"))
  test(`somebody asks for a copy and for deletion (${called(reader)})`, async ({ browser }) => {
    const { language, screen } = reader;
    const page = await inBrowser(browser, reader);
    const picture = (name: string) => look(page, `customer-${name}-${language}-${screen}`);
    await signInAs(page, people[language][screen]);
    await inLanguage(page, language);

    await picture("overview");
    // As a whole, however long the systems take; that it comes in parts as they answer is a story of its own.
    await page.goto("/my/data?whole=yes");
    await expect(page.getByRole("heading", { level: 1, name: words[language].held })).toBeVisible();
    await picture("data");

    await page.goto("/my");
    await page.getByRole("link", { name: words[language].both, exact: true }).click();
    await askForBoth(page, language, picture);
    await arrived(page, language, picture);
    await page.context().close();
  });

/** From the question how much to the press that sends: at most six pages, and the way back works. */
async function askForBoth(page: Page, language: Language, picture: (name: string) => Promise<void>): Promise<void> {
  const say = words[language];
  const next = page.getByRole("main").getByRole("button", { name: say.next });
  const headline = page.getByRole("heading", { level: 1 });
  await expect(headline).toHaveText(say.scope);
  await picture("scope");
  await next.click();
  await expect(headline).not.toHaveText(say.scope);
  if (say.licences.test(await headline.innerText())) {
    await picture("licences");
    await next.click();
  }
  await expect(headline).toHaveText(say.contact);
  await next.click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await picture("contact-missing");
  await page.getByLabel(say.stop).check();
  await next.click();
  await expect(headline).toHaveText(say.preview);
  await expect(page.getByRole("heading", { name: say.stays })).toBeVisible();
  await expect(page.getByRole("heading", { name: say.ribbon })).toBeVisible();
  await picture("preview");
  await unfolds(page, language);
  await page.goBack();
  await expect(headline).toHaveText(say.contact);
  await page.goForward();
  await next.click();
  await expect(headline).toHaveText(say.check);
  await picture("check");
  await page.getByRole("button", { name: say.sendBoth }).click();
}

/** Each kind that stays is one line with its number and reason; the norm opens below it, without a script. */
async function unfolds(page: Page, language: Language): Promise<void> {
  const kind = page.locator("#stays + ul > li").filter({ hasText: words[language].receipts });
  await expect(kind.locator("summary")).toContainText(words[language].number);
  const norm = kind.getByText(/§ 147/).first();
  await expect(norm).toBeHidden();
  await kind.locator("summary").click();
  await expect(norm).toBeVisible();
}

async function arrived(page: Page, language: Language, picture: (name: string) => Promise<void>): Promise<void> {
  const say = words[language];
  await expect(page).toHaveURL(/\/my\/requests\/R-[0-9A-Z]{16}\/done$/);
  await expect(page.getByRole("heading", { level: 1, name: say.arrived })).toBeVisible();
  await expect(page.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}-/)).toBeVisible();
  await expect(page.getByRole("heading", { name: say.why })).toBeVisible();
  await expect(page.getByRole("link", { name: /^R-[0-9A-Z]{16}$/ })).toHaveCount(2);
  await picture("done");
  await page.getByRole("link", { name: say.follow }).click();
  await expect(page.getByRole("heading", { name: say.soFar })).toBeVisible();
  await picture("request");
}
