/** The shell of every page of a package: what it may do, how it looks, and the ways to the others. */
import { createHash } from "node:crypto";
import { directionOf } from "../gdpr/language";
import { escapeHtml } from "../letters/render";
import type { Language } from "../letters/letter";
import type { Say } from "../letters/words";
import { style } from "./style";

export type About = { language: Language; say: Say; controller: string };

type Shell = {
  about: About;
  title: string;
  /** Where the package begins, seen from this page. */
  up: "" | "../";
  here: "overview" | "timeline" | "search" | null;
  /** The one script of the page; there is none without it. */
  script?: string;
};

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const styleHash = hashOf(style);
const shut = `default-src 'none'; style-src ${styleHash}; base-uri 'none'; form-action 'none'`;

/**
 * Content-Security-Policy (level 3). Without a script: none runs and nothing is loaded. With one: it alone runs, what it loads has to
 * be a file beside it, and no markup can load a script, wherever it came from. Both policies hold, so each can only take away.
 */
function policies(script: string | undefined): string[] {
  if (script === undefined) return [shut];
  const hash = hashOf(script);
  return [`${shut}; script-src ${hash} 'strict-dynamic'`, `script-src ${hash} 'self' file:`];
}

/** A whole page around the HTML of its content. */
export const documentOf = (shell: Shell, content: string): string => `${opened(shell)}${content}${closed(shell)}`;

/** What stands before the content, and behind it. */
export function opened({ about: { language, say, controller }, title, up, here, script }: Shell): string {
  const metas = policies(script).map((one) => `<meta http-equiv="Content-Security-Policy" content="${one}">`);
  const ways = (["overview", "timeline", "search"] as const).map((way) => {
    const file = way === "overview" ? "index" : way;
    const current = way === here ? ' aria-current="page"' : "";
    return `<li><a href="${up}${file}.html"${current}>${escapeHtml(say(`package.nav.${way}`))}</a></li>`;
  });
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">
${metas.join("\n")}
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${title} · ${controller}`)}</title><style>${style}</style></head><body>
<a class="skip" href="#content">${escapeHtml(say("package.nav.skip"))}</a>
<header><nav aria-label="${escapeHtml(say("package.nav.label"))}"><ul>${ways.join("")}</ul></nav></header>
<main id="content" tabindex="-1">
`;
}

export const closed = ({ script }: Shell): string =>
  `</main>${script === undefined ? "" : `<script>${script}</script>`}</body></html>\n`;

export const paragraph = (text: string, look?: string): string =>
  `<p${look ? ` class="${look}"` : ""}>${escapeHtml(text)}</p>\n`;
export const list = (lines: readonly string[]): string =>
  `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>\n`;
export const part = (heading: string, body: string): string => `<h2>${escapeHtml(heading)}</h2>\n${body}`;
export const link = (to: string, text: string): string => `<a href="${to}">${escapeHtml(text)}</a>`;

/** Facts one below the other; the values are HTML. */
export const facts = (lines: readonly (readonly [string, string])[]): string =>
  `<dl>${lines.map(([name, html]) => `<div><dt>${escapeHtml(name)}</dt><dd>${html}</dd></div>`).join("")}</dl>\n`;

/** One line stands by itself, several in a list. */
export const oneOrMore = (lines: readonly string[]): string =>
  lines.length === 1 ? escapeHtml(lines[0] ?? "") : list(lines);

/** A small table, which a narrow screen shows row by row; cells are HTML, the first of each row heads it. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const heads = head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const body = rows.map(([first = "", ...rest]) => {
    const cells = rest.map((cell, at) => `<td data-head="${escapeHtml(head[at + 1] ?? "")}">${cell}</td>`).join("");
    return `<tr><th scope="row">${first}</th>${cells}</tr>`;
  });
  return `<table class="small"><caption class="unseen">${escapeHtml(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${body.join("")}</tbody></table>\n`;
}

/** Opens the frame of a wide table, to be closed by `</div>`. */
export const scrolled = (name: string): string =>
  `<div class="wide" role="region" tabindex="0" aria-label="${escapeHtml(name)}">`;
