/**
 * Whether a page can be used by everybody: axe looks at every page state once at each width.
 * What two stories show alike is not looked at twice.
 */
import axe from "axe-core";
import { expect, type Browser, type Page } from "@playwright/test";
import { skeletonOf } from "./skeleton";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** Rules whose outcome a width can change. The others are asked once for each structure. */
const byWidth = ["target-size", "scrollable-region-focusable"];

/** What axe found nothing on in this run: address without references, colours and structure; and the same with the width. */
const clean = new Set<string>();

/** Fails when axe finds a violation of WCAG 2.2 A or AA on the page as it is now; names rule, element and reason. */
export async function expectAccessible(page: Page): Promise<void> {
  // The title comes with the words of its language, which may be a moment after the page.
  await expect(page).toHaveTitle(/./);
  const { withoutScripts, key } = await page.evaluate(skeletonOf);
  const seen = `${whereOf(page)} ${key}`;
  const here = `${seen} ${page.viewportSize()?.width}`;
  if (clean.has(here)) return;
  const found = await violations(withoutScripts ? await twinOf(page) : page, clean.has(seen));
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
  clean.add(seen).add(here);
}

/** The route that an address belongs to, as far as one can tell from outside. */
const whereOf = (page: Page): string =>
  new URL(page.url()).pathname.replace(/R-[0-9A-Z]{16}/g, "[reference]").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "[id]");

async function violations(page: Page, atAnotherWidth: boolean): Promise<string[]> {
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(axe.source);
  const runOnly = atAnotherWidth ? { type: "rule" as const, values: byWidth } : { type: "tag" as const, values: tags };
  return page.evaluate(async (asked) => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    // A frame in which no script may run cannot be looked into: axe would wait for its answer.
    const context = { exclude: [["iframe[sandbox]"]] };
    const result = await inPage.run(context, { runOnly: asked, resultTypes: ["violations"] });
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`),
    );
  }, runOnly);
}

/** A browser in which axe can run, one for all. */
const twins = new WeakMap<Browser, Page>();

// axe waits for timers, and without JavaScript there are none. It gets the same page, with the same styles, in a browser
// that has JavaScript but runs none of the page's own.
async function twinOf(page: Page): Promise<Page> {
  const browser = page.context().browser();
  if (!browser) throw new Error("a page without a browser");
  const { origin } = new URL(page.url());
  let twin = twins.get(browser);
  if (!twin || twin.isClosed()) {
    twin = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
    twins.set(browser, twin);
  }
  if (!twin.url().startsWith(origin)) {
    const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": "script-src 'none'" };
    await twin.route(`${origin}/twin`, (route) => route.fulfill({ body: "<title>twin</title>", headers }));
    await twin.goto(`${origin}/twin`);
  }
  const size = page.viewportSize();
  if (size) await twin.setViewportSize(size);
  const dark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  await twin.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  await twin.setContent(await page.content(), { waitUntil: "load" });
  return twin;
}
