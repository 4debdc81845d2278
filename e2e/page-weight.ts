/** What a page costs the person who opens it: how much of it moves while it loads, and what comes with it for scripts. */
import type { Page } from "@playwright/test";
import { hint } from "../lib/build/compiled-early.mjs";

/** The sum of all layout shifts since the page was opened (https://web.dev/articles/cls, without leaving any out). */
export const movedBy = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let sum = 0;
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
    });
    watch.observe({ type: "layout-shift", buffered: true });
    // What was seen before is told in a task of its own; two pictures later it has been.
    for (let n = 0; n < 2; n++) await new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)));
    watch.disconnect();
    return sum;
  });

/** What a browser finds wrong with the pages that it opens from now on: scripts that fail, what the page's own policy forbids. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
  return complaints;
}

/** KiB of script as they travel. */
export const kibOfScript = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
        .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1024,
  );

/** KiB that the page says once more, for its scripts: what React reads again when it takes the page over. */
export const kibOfData = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      [...document.scripts]
        .filter(({ src, text }) => !src && text.startsWith("self.__next_f.push("))
        .reduce((sum, { text }) => sum + new TextEncoder().encode(text).length, 0) / 1024,
  );

/** The scripts that a browser compiles only when they are called, while the page waits. None on a page of a build. */
export const compiledLate = (page: Page): Promise<string[]> =>
  page.evaluate(async (mark) => {
    const scripts = performance
      .getEntriesByType("resource")
      .filter(({ name }) => new URL(name).pathname.endsWith(".js"));
    const texts = await Promise.all(
      scripts.map(async ({ name }) => ({ name, text: await (await fetch(name)).text() })),
    );
    return texts.filter(({ text }) => !text.startsWith(mark)).map(({ name }) => name);
  }, hint);

/** How often the page's scripts left a mark of this name. */
export const markedAs = (page: Page, name: string): Promise<number> =>
  page.evaluate((mark) => performance.getEntriesByName(mark, "mark").length, name);
