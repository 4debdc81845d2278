import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const level = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** Fails when axe finds a violation of WCAG 2.2 A or AA on the page as it is now; names rule, element and reason. */
export async function expectAccessible(page: Page): Promise<void> {
  // A frame in which no script may run cannot be looked into: axe would wait for its answer.
  const { violations } = await new AxeBuilder({ page }).withTags(level).exclude("iframe[sandbox]").analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}
