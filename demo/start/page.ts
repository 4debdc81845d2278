/** The frame of the demo's own pages (sign-in, inbox, vendors). They run no script and load nothing. */
import { createHash } from "node:crypto";

const style = `
:root { color-scheme: light dark; --ink: #16211d; --soft: #55625c; --line: #d8dfd9; --paper: #fff; --act: #0a5a48; --focus: #ffbf3f }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1.0625rem/1.55 system-ui, sans-serif }
header, main { max-width: 46rem; margin: auto; padding: 1rem 1.25rem }
header { border-bottom: 1px solid var(--line); font-weight: 650 }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1.5rem 0 1rem } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem }
p { margin: 0 0 1rem } .soft { color: var(--soft); font-size: .9375rem }
ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line) }
li { padding: .75rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
li p { margin: .25rem 0 0; color: var(--soft); font-size: .9375rem; overflow-wrap: anywhere }
a { color: var(--act) }
button { font: inherit; font-weight: 600; color: var(--act); background: none; border: 1px solid currentColor; border-radius: 6px; min-height: 2.75rem; padding: .4rem 1rem; cursor: pointer }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem } dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem }
input { font: inherit; color: inherit; background: none; border: 1px solid var(--soft); border-radius: 6px; min-height: 2.75rem; padding: .4rem .75rem; max-width: 100% }
.wide { overflow-x: auto; margin: 0 0 1rem } table { border-collapse: collapse; font-size: .9375rem } caption { text-align: left; padding: 0 0 .5rem }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--line); white-space: nowrap } th { color: var(--soft); font-weight: 400 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; border-top: 1px solid var(--line); padding-top: 1rem }
iframe { width: 100%; height: 40rem; border: 1px solid var(--line); background: #fff }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; box-shadow: 0 0 0 3px var(--ink) }
@media (prefers-color-scheme: dark) { :root { --ink: #eaf1ec; --soft: #aab7af; --line: #33413a; --paper: #101714; --act: #6fd3b4 } }
`;
const styleHash = createHash("sha256").update(style).digest("base64");

export type Language = "en" | "de";

/** The first language of an Accept-Language header that the demo speaks; English without one. */
export function languageOf(header: string | undefined): Language {
  const first = (header ?? "").toLowerCase().match(/\b(en|de)\b/);
  return first?.[1] === "de" ? "de" : "en";
}

/** Text made safe for HTML content and double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A whole page. `title` is text; `header` and `body` are HTML. */
export function page(language: Language, title: string, header: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><header>${header}</header><main>${body}</main></body>
</html>`;
}

/** Headers of such a page. Forms may lead only to `formTargets` (origins), which redirects after a form count as. */
export function pageHeaders(formTargets: string[] = [], frames = "'none'"): Record<string, string> {
  const forms = ["'self'", ...formTargets].join(" ");
  const base = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
  return {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": `${base}; style-src 'sha256-${styleHash}'; form-action ${forms}; frame-src ${frames}`,
  };
}
