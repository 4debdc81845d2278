import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const level = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** Fails when axe finds a violation of WCAG 2.2 A or AA on the page as it is now; names rule, element and reason. */
export async function expectAccessible(page: Page): Promise<void> {
  const without = await page.evaluate(() => matchMedia("(scripting: none)").matches);
  const found = without ? await onCopy(page) : await violations(page);
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

async function violations(page: Page): Promise<string[]> {
  // A frame in which no script may run cannot be looked into: axe would wait for its answer.
  const result = await new AxeBuilder({ page }).withTags(level).exclude("iframe[sandbox]").analyze();
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
}

// axe is a script, so in a browser without JavaScript it would wait for ever. It gets the same page, with the same
// styles, in a browser that has JavaScript but runs none of the page's own.
async function onCopy(page: Page): Promise<string[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error("a page without a browser");
  const context = await browser.newContext({ javaScriptEnabled: true, viewport: page.viewportSize() });
  try {
    const copy = await context.newPage();
    const [address, html] = [page.url(), await page.content()];
    const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": "script-src 'none'" };
    await copy.route(address, (route) => route.fulfill({ body: html, headers }));
    await copy.goto(address);
    return await violations(copy);
  } finally {
    await context.close();
  }
}
