/** A customer asks for a copy and for deletion, without JavaScript: in both languages, wide and on a narrow phone. */
import type { Page } from "@playwright/test";
import { look, words, type Language } from "./customer-story";
import { expect, signInAs, test } from "./fixtures";

const screens = { wide: { width: 1280, height: 900 }, narrow: { width: 360, height: 740 } };
const stories: { language: Language; screen: keyof typeof screens; person: string }[] = [
  { language: "en", screen: "wide", person: "ana" },
  { language: "de", screen: "narrow", person: "carla" },
  { language: "en", screen: "narrow", person: "emil" },
  { language: "de", screen: "wide", person: "mara" },
];

// Each page is looked at by axe as well.
test.describe.configure({ timeout: 150_000 });

for (const { language, screen, person } of stories)
  test(`${person} asks for a copy and for deletion (${language}, ${screen}, no JavaScript)`, async ({ browser }) => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      locale: language === "de" ? "de-DE" : "en-GB",
      viewport: screens[screen],
    });
    const page = await context.newPage();
    const picture = (name: string) => look(page, `customer-${name}-${language}-${screen}`);
    await signInAs(page, person);
    await inLanguage(page, language);

    await picture("overview");
    await page.goto("/my/data");
    await expect(page.getByRole("heading", { level: 1, name: words[language].held })).toBeVisible();
    await picture("data");

    await page.goto("/my");
    await page.getByRole("link", { name: words[language].both, exact: true }).click();
    await askForBoth(page, language, picture);
    await arrived(page, language, picture);
    await context.close();
  });

/** From the question how much to the press that sends: at most six pages, and the way back works. */
async function askForBoth(page: Page, language: Language, picture: (name: string) => Promise<void>): Promise<void> {
  const say = words[language];
  const next = page.getByRole("main").getByRole("button", { name: say.next });
  const headline = page.getByRole("heading", { level: 1 });
  await expect(headline).toHaveText(say.scope);
  await picture("scope");
  await next.click();
  if ((await headline.innerText()) === say.licences) {
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
  await page.goBack();
  await expect(headline).toHaveText(say.contact);
  await page.goForward();
  await next.click();
  await expect(headline).toHaveText(say.check);
  await picture("check");
  await page.getByRole("button", { name: say.sendBoth }).click();
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

/** The person's own language may be another one: one press changes it. */
async function inLanguage(page: Page, language: Language): Promise<void> {
  if ((await page.locator("html").getAttribute("lang")) === language) return;
  await page.getByRole("button", { name: language === "de" ? "Deutsch" : "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", language);
}
