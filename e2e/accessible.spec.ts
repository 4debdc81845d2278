/** The check itself finds what is wrong, with and without JavaScript, also on a page that was fine a moment ago. */
import { expect, expectAccessible, test } from "./fixtures";

for (const javaScriptEnabled of [true, false])
  test(`a fault is found on a page that was clean before (JavaScript: ${javaScriptEnabled})`, async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto("/lookup");
    await expectAccessible(page);
    const faults = {
      label: () => document.querySelector("label[for=code]")?.remove(),
      "html-has-lang": () => document.documentElement.removeAttribute("lang"),
      "color-contrast": () => document.querySelector("h1")?.style.setProperty("color", "#ddd"),
    };
    for (const [rule, spoil] of Object.entries(faults)) {
      await page.reload({ waitUntil: "networkidle" });
      await page.evaluate(spoil);
      await expect(expectAccessible(page)).rejects.toThrow(rule);
    }
    await context.close();
  });
