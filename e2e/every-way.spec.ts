/** For everyone: by keys alone, in the order in which one reads; with colours of one's own; from right to left; at 320 px. */
import type { Page } from "@playwright/test";
import { at } from "./desk-story";
import { expect, test } from "./fixtures";
import { say } from "./right-story";

const pages = ["/my", "/my/data", "/my/consents", "/my/new", "/my/new?want=erasure", "/my/correct", "/my/pause", "/my/objection", "/my/settings"]; // prettier-ignore

type Stop = { words: string; top: number; seen: boolean };

/** Where the keyboard stands. `seen`: something is drawn around it, and it lies on the screen. */
const stop = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const at = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const { top, bottom } = at.getBoundingClientRect();
    const words = `${at.tagName} ${at.getAttribute("aria-label") ?? at.textContent ?? ""}`.trim();
    const drawn = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    return { words, top: top + scrollY, seen: drawn && bottom > 0 && top < innerHeight };
  });

/** Presses the tabulator until the element is reached, and gives the stops on the way. */
async function tabTo(page: Page, element: string): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press("Tab");
    stops.push(await stop(page));
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), element)) return stops;
  }
  throw new Error(`${element} cannot be reached by keys: ${stops.map(({ words }) => words).join(" | ")}`);
}

test("a copy is asked for, and taken back, by keys alone", async ({ browser }) => {
  const deniz = await at(browser, "deniz");
  const headline = deniz.getByRole("heading", { level: 1 });
  await deniz.goto("/my");
  const stops = await tabTo(deniz, 'main a[href="/my/new?want=access"]');
  expect(stops[0]?.words, "the first stop leads past the head of the page").toContain("Skip to content");
  expect(stops.filter(({ seen }) => !seen)).toEqual([]);
  await deniz.keyboard.press("Enter");
  await deniz.waitForURL(/want=access/);
  await tabTo(deniz, "main form button");
  await deniz.keyboard.press("Enter");
  await deniz.waitForURL(/\/done$/);
  await tabTo(deniz, 'main a[href*="/my/requests/R-"]');
  await deniz.keyboard.press("Enter");
  await deniz.waitForURL(/\/requests\/R-[0-9A-Z]+$/);
  await tabTo(deniz, 'main a[href$="/cancel"]');
  await deniz.keyboard.press("Enter");
  await deniz.waitForURL(/\/cancel$/);
  await tabTo(deniz, "main form button");
  await deniz.keyboard.press("Enter");
  await deniz.waitForURL(/\/requests\/R-[0-9A-Z]+$/);
  await expect(headline).toHaveText(say("en", "headlines.any.cancelled"));
  await deniz.context().close();
});

test("on every page the keyboard goes down as one reads, and shows where it is", async ({ browser }) => {
  const ana = await at(browser, "ana");
  for (const path of pages) {
    await ana.goto(path, { waitUntil: "networkidle" });
    const stops: Stop[] = [];
    const count = await ana.locator("main :is(a, button, input, select, textarea, summary):visible").count();
    for (let n = 0; n < Math.min(count, 40) + 12; n++) {
      await ana.keyboard.press("Tab");
      const there = await stop(ana);
      if (there.words.startsWith("BODY")) break;
      stops.push(there);
    }
    expect(stops.length, path).toBeGreaterThan(5);
    expect(stops.filter(({ seen }) => !seen), `stops of ${path} that nobody sees`).toEqual([]); // prettier-ignore
    // A line holds things of different height; nothing jumps back up by more than one.
    const back = stops.filter(({ top }, n) => n > 1 && top < (stops[n - 1]?.top ?? 0) - 60);
    expect(back, `stops of ${path} that jump back`).toEqual([]);
  }
  await ana.context().close();
});

test("with colours of one's own every button still has an edge, and nothing is told by colour alone", async ({
  browser,
}) => {
  const ana = await at(browser, "ana", { forcedColors: "active" });
  for (const path of pages) {
    await ana.goto(path, { waitUntil: "networkidle" });
    const edgeless = await ana.locator("main :is(button, a.button):visible").evaluateAll((all) =>
      all.flatMap((one) => {
        const { borderTopWidth, textDecorationLine } = getComputedStyle(one);
        return Number.parseFloat(borderTopWidth) > 0 || textDecorationLine !== "none" ? [] : [one.textContent];
      }),
    );
    expect(edgeless, path).toEqual([]);
    const here = ana.locator("[aria-current=page]:visible").first();
    if ((await here.count()) > 0)
      expect(
        await here.evaluate((one) => {
          const { borderBottomWidth, textDecorationLine, fontWeight } = getComputedStyle(one);
          return Number.parseFloat(borderBottomWidth) > 0 || textDecorationLine !== "none" || Number(fontWeight) > 500;
        }),
        `where one is, on ${path}`,
      ).toBe(true);
  }
  await ana.context().close();
});

test("from right to left and at 320 px nothing lies beyond the edge", async ({ browser }) => {
  const ana = await at(browser, "ana", { viewport: { width: 320, height: 640 } });
  for (const path of pages) {
    await ana.goto(path, { waitUntil: "networkidle" });
    for (const dir of ["ltr", "rtl"]) {
      await ana.evaluate((to) => document.documentElement.setAttribute("dir", to), dir);
      const beyond = await ana.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, `${path} ${dir}`).toBeLessThanOrEqual(0);
      const start = await ana
        .locator("h1")
        .first()
        .evaluate((one) => getComputedStyle(one).textAlign);
      expect(["start", "-webkit-auto"]).toContain(start);
    }
  }
  await ana.context().close();
});
