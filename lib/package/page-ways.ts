/** The ways between the pages of one category: to the neighbours, in leaps, and a list to choose from. */
import { escapeHtml } from "../letters/render";
import { longNumber } from "../letters/words";
import type { About } from "./document";

/** Of so many pages a list names each; of more, every second, tenth, … */
const mostListed = 200;

export const pageName = (category: string, no: number): string => `${category}-${no}.html`;

type Place = { category: string; label: string; no: number; of: number };

/** Links to the pages around this one; nothing where there is only one. */
export function pageWays({ category, label, no, of }: Place, { say, language }: About): string {
  if (of < 2) return "";
  const way = (to: number, text: string, rel = "") =>
    `<li><a href="${pageName(category, to)}"${rel}>${escapeHtml(text)}</a></li>`;
  const around = [...new Set([1, no - 10, no - 2, no - 1, no, no + 1, no + 2, no + 10, of])]
    .filter((one) => one >= 1 && one <= of)
    .toSorted((one, other) => one - other);
  const numbers = around.flatMap((one, at) => {
    const before = around[at - 1];
    const gap =
      before !== undefined && one > before + 1 ? ['<li aria-hidden="true"><span class="gap">…</span></li>'] : [];
    const text = longNumber(language, one);
    return [...gap, one === no ? `<li><span aria-current="page">${text}</span></li>` : way(one, text)];
  });
  const previous = no > 1 ? way(no - 1, say("package.previous"), ' rel="prev"') : "";
  const next = no < of ? way(no + 1, say("package.next"), ' rel="next"') : "";
  const name = escapeHtml(say("package.pages-of", { label }));
  return `<nav class="pages" aria-label="${name}"><ul>${previous}${numbers.join("")}${next}</ul></nav>\n`;
}

/** On the first page: which records stand where. */
export function pageList({ category, of }: Place, sizes: readonly number[], { say, language }: About): string {
  if (of < 2) return "";
  const step = Math.ceil(of / mostListed);
  let first = 1;
  const firsts = sizes.map((size) => (first += size) - size);
  const lines = firsts.flatMap((from, at) => {
    if (at % step !== 0) return [];
    return [`<li><a href="${pageName(category, at + 1)}">${longNumber(language, from)}</a></li>`];
  });
  return `<details><summary>${escapeHtml(say("package.jump"))}</summary>\n<ul class="jump">${lines.join("")}</ul></details>\n`;
}
