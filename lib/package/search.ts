/**
 * Searching a package that lies on somebody's disk: pages from there may fetch nothing, but a page may load a script that lies
 * beside it. So the text of each page of records stands in a script of its own, and the search page loads one after the
 * other: however many records there are, a browser holds one page's text at a time and stays usable meanwhile.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { escapeHtml } from "../letters/render";
import { Bytes } from "./bytes";
import { documentOf, paragraph, type About } from "./document";
import type { Finding } from "./findings";
import type { Cut } from "./page-spool";

/** The text of one page's records, a line for each, as a script that hands it over. */
export class Shard {
  readonly name: string;
  private readonly script = new Bytes();
  private readonly text = new Bytes(literal);
  private separator = "";

  constructor(category: string, { no, from }: Pick<Cut, "no" | "from">) {
    this.name = `search/${category}-${no}.js`;
    this.script.add(`packagePart(${JSON.stringify(category)},${no},${from},"`);
  }

  /** Takes in the next record in the order of the page; the line has no line feed in it. */
  add(line: string): void {
    this.text.add(`${this.separator}${line}`);
    this.separator = "\n";
  }

  end(): Buffer[] {
    return [...this.script.end(), ...this.text.end(), Buffer.from('");\n')];
  }
}

/** Text within a literal of any edition of JavaScript; nor can it end an element, should somebody paste it into a page. */
const literal = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");

let script: string | undefined;
/** Read when it is needed: whoever only hands packages out makes none. */
const searchScript = (): string =>
  (script ??= readFileSync(/* turbopackIgnore: true */ join(/* turbopackIgnore: true */ process.cwd(), "lib/package/search-page.js"), "utf8")); // prettier-ignore

type Searched = { finding: Finding; pages: number };

/** The page: without scripts it says how else to find something. */
export function searchPage(searched: readonly Searched[], about: About): string {
  const { say } = about;
  const said = (key: string) => escapeHtml(say(`package.search.${key}`));
  const options = searched.map(
    ({ finding: { id, label }, pages }) => `<option value="${id}" data-pages="${pages}">${escapeHtml(label)}</option>`,
  );
  // Sentences of the script, with places that it fills.
  const places = { done: "{done}", total: "{total}", found: "{found}", missing: "{missing}", no: "{no}" };
  const sentences = ["going", "stopped", "done", "none", "many", "missing", "hit"].map(
    (key) => `data-${key}="${escapeHtml(say(`package.search.${key}`, places))}"`,
  );
  const content = `<h1>${said("title")}</h1>
${paragraph(say("package.search.without"), "note without")}${paragraph(say("package.search.lead"))}
<form hidden ${sentences.join(" ")}>
<p><label for="q">${said("words")}</label><input id="q" type="search" autocomplete="off" spellcheck="false" required></p>
<p><label for="in">${said("where")}</label><select id="in"><option value="">${said("everywhere")}</option>${options.join("")}</select></p>
<p><button>${said("go")}</button> <button type="button" class="second" hidden>${said("stop")}</button></p>
</form>
<progress hidden aria-label="${said("progress")}"></progress>
<p role="status" class="soft"></p>
<ol class="hits"></ol>
`;
  return documentOf(
    { about, title: say("package.search.title"), up: "", here: "search", script: searchScript() },
    content,
  );
}
