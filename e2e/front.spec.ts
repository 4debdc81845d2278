/** What everybody sees before they sign in, as it looks; and the ways that lead in. */
import { inLanguage } from "./desk-story";
import { expect, test } from "./fixtures";
import { lookAt } from "./page-look";
import { screens } from "./readers";

const pages = { home: "/", "sign-in": "/sign-in", lookup: "/lookup", privacy: "/privacy" };

for (const [language, screen] of [
  ["en", "wide"],
  ["de", "narrow"],
] as const)
  test(`the pages before the sign-in (${language}, ${screen})`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: screens[screen] });
    const page = await context.newPage();
    await page.goto("/");
    await inLanguage(page, language);
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await lookAt(page, `front-${name}-${language}-${screen}`);
    }
    await page.goto("/");
    // Each right that the front page names is a way to it, kept over the sign-in.
    for (const [want, to] of [
      ["access", "/my/new?want=access"],
      ["erasure", "/my/new?want=erasure"],
    ] as const) {
      // prettier-ignore
      await page.goto("/");
      await page.locator(`main a[href="${to}"]`).click();
      await expect(page, want).toHaveURL(/\/sign-in\?to=/);
      expect(new URL(page.url()).searchParams.get("to")).toBe(to);
    }
    await context.close();
  });
