/** The check itself finds what is wrong, with and without JavaScript, also on a page that was fine a moment ago; and pages stay light. */
import { at, screens } from "./desk-story";
import { expect, expectAccessible, test } from "./fixtures";
import { compiledLate, complaintsOf, kibOfData, kibOfScript, markedAs, movedBy } from "./page-weight";

for (const javaScriptEnabled of [true, false])
  test(`a fault is found on a page that was clean before (JavaScript: ${javaScriptEnabled}) @always`, async ({
    browser,
  }) => {
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
      // A page whose own script comes late puts back what was spoiled before: then it is spoiled once more.
      await expect(async () => {
        await page.evaluate(spoil);
        await expect(expectAccessible(page)).rejects.toThrow(rule);
      }).toPass();
    }
    await context.close();
  });

const forEverybody = ["/", "/lookup", "/privacy", "/complaint", "/sign-in", "/sign-in/link"];
const forCustomers = [
  "",
  "/data",
  "/consents",
  "/new",
  "/new?want=erasure",
  "/correct",
  "/pause",
  "/objection",
  "/settings",
];

/** KiB that a page with much to read may say once more for its scripts. */
const most: Record<string, number> = { "/privacy": 130, "/my/data": 170 };

for (const screen of ["wide", "narrow"] as const)
  test(`nothing moves on a customer's page while it loads, and little script comes with it (${screen})`, async ({
    browser,
  }) => {
    test.setTimeout(300_000);
    const ana = await at(browser, "ana", { viewport: screens[screen] });
    // Over a slow line the letters' shapes come when somebody reads already.
    await ana.route("**/*.woff2", (route) => setTimeout(() => void route.continue(), 500));
    const complaints = complaintsOf(ana);
    for (const path of [...forEverybody, ...forCustomers.map((rest) => `/my${rest}`)]) {
      await ana.goto(path, { waitUntil: "networkidle" });
      expect(await movedBy(ana), `what moves on ${path}`).toBe(0);
      expect(await kibOfScript(ana), `KiB of script on ${path}`).toBeLessThanOrEqual(145);
      expect(await kibOfData(ana), `KiB of data for scripts on ${path}`).toBeLessThanOrEqual(most[path] ?? 60);
      expect(await compiledLate(ana), `compiled while ${path} waits`).toEqual([]);
      // Next waited for this one, so that React and Next are not read in one go.
      expect(await markedAs(ana, "before-next"), `the parts of the start of ${path}`).toBe(1);
      expect(complaints, path).toEqual([]);
    }
    // Whoever measures sees it where something moves.
    await ana.evaluate(() =>
      document.querySelector("main")?.prepend(Object.assign(document.createElement("p"), { textContent: "late" })),
    );
    expect(await movedBy(ana)).toBeGreaterThan(0);
    expect(await kibOfScript(ana)).toBeGreaterThan(1);
    await ana.context().close();
  });
