/** What a page asks of somebody and what it presses on them: its fields, what was chosen for them, which button is the loudest. */
import type { Locator, Page } from "@playwright/test";

export type AskedOf = {
  /** Names of the fields that can be filled; those of one question once. */
  fields: string[];
  /** Fields that hold an answer which nobody has given. */
  chosen: string[];
};

/** What the page's forms ask, as somebody sees them who has answered nothing there yet. */
export const askedOf = (page: Page): Promise<AskedOf> =>
  page.evaluate(() => {
    const all = [
      ...document.querySelectorAll<HTMLInputElement>("main :is(input, select, textarea):not([type=hidden])"),
    ];
    const seen = all.filter((field) => field.checkVisibility({ visibilityProperty: true }));
    const names = (fields: HTMLInputElement[]) => [...new Set(fields.map(({ name }) => name))];
    return { fields: names(seen), chosen: names(seen.filter(({ defaultChecked }) => defaultChecked)) };
  });

/**
 * Buttons of the page, and links that look like one, that are louder than the one that goes on: filled where it is not, or written larger. A way out
 * may be as plain to see as the way on, never plainer.
 */
export const louderThan = (button: Locator): Promise<string[]> =>
  button.evaluate((one) => {
    const loudness = (element: Element) => {
      const { backgroundColor, fontSize, fontWeight } = getComputedStyle(element);
      const filled =
        backgroundColor !== "rgba(0, 0, 0, 0)" && backgroundColor !== getComputedStyle(document.body).backgroundColor;
      return { filled, size: Number.parseFloat(fontSize), weight: Number(fontWeight) };
    };
    const own = loudness(one);
    const others = [...document.querySelectorAll("main .button")].filter(
      (other) => other !== one && other.checkVisibility(),
    );
    const louder = others.filter((other) => {
      const { filled, size, weight } = loudness(other);
      return (
        (filled && !own.filled) || size > own.size || (filled === own.filled && weight > own.weight && size >= own.size)
      );
    });
    return louder.map(({ textContent }) => textContent ?? "");
  });
