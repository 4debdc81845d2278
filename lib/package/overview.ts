/** The first page of a package: everything that Art. 15(1) and (2) ask for, in an order in which a person reads it. */
import { narrowRibbon, wideRibbon, type RibbonRow } from "../drawings/ribbon";
import type { Day } from "../gdpr/day";
import { endKey, endOfBar, endOfKind, type EndOfKind } from "../gdpr/end-of-kind";
import { headOf, letterheadOf } from "../letters/head";
import { escapeHtml } from "../letters/render";
import { longDay, longNumber, shortDay, type Say } from "../letters/words";
import { aboutFinding } from "./about";
import { closing } from "./closing";
import { documentOf, link, list, paragraph, part, table, type About } from "./document";
import { svg } from "./drawing";
import type { Finding, Findings } from "./findings";
import type { PackageInput } from "./input";

/** `index.html`; called when everything was read, because it says how much there is. */
export function overview(input: PackageInput, findings: Findings, about: About): string {
  const { say } = about;
  const title = say("package.title", { controller: input.policy.controller.name });
  const content = [
    sender(input),
    `<h1>${escapeHtml(title)}</h1>\n`,
    opening(input, findings, say),
    findings.found.length === 0
      ? ""
      : glance(findings.found, input.madeAt, about) + ribbon(findings.found, input, about),
    searched(findings, say),
    findings.found.length === 0 ? "" : held(findings.found, about),
    closing(input, findings, say),
    part(say("package.inside-heading"), list(inside.map((key) => say(`package.inside.${key}`)))),
  ];
  return documentOf({ about, title: say("package.nav.overview"), up: "", here: "overview" }, content.join(""));
}

const inside = ["pages", "data", "schema", "attachments", "manifest"];

/** Who sends it, as on a letter. The sign is left out: a package draws nothing that it did not make itself. */
function sender({ policy, language }: PackageInput): string {
  const { name, address, contact, facts } = headOf(language, letterheadOf(policy, null));
  const lines = [[...address, ...contact].join(" · "), ...(facts.length > 0 ? [facts.join(" · ")] : [])];
  return `<p class="sender"><b>${escapeHtml(name)}</b><br>${lines.map(escapeHtml).join("<br>")}</p>\n`;
}

function opening(input: PackageInput, { found }: Findings, say: Say): string {
  const { language, reference, person, receivedOn, madeAt } = input;
  const days = { receivedOn: longDay(language, receivedOn), madeAt: longDay(language, madeAt) };
  const records = found.reduce((sum, finding) => sum + finding.records, 0);
  return [
    person === null ? "" : paragraph(say("package.for", { person })),
    paragraph(say(`package.${confirmation(input, records)}`, { records, categories: found.length }), "lead"),
    paragraph(say("package.intro", { ...days, reference })).replace(
      reference,
      `<span class="whole">${reference}</span>`,
    ),
    paragraph(say("package.private"), "note"),
  ].join("");
}

/** As the letter confirms it: that there is nothing is said only where everything was searched and nothing kept back. */
function confirmation({ withheld, open }: PackageInput, records: number) {
  if (records > 0) return "confirm";
  if (withheld.length > 0) return "all-withheld";
  return open.length > 0 ? "none-found" : "confirm-none";
}

/** One line for each category; what stands behind it is below. */
function glance(found: readonly Finding[], today: Day, about: About): string {
  const { say, language } = about;
  const rows = found.map(({ id, label, records, since, ends }) => [
    link(`#${id}`, label),
    longNumber(language, records),
    escapeHtml(since === null ? say("package.since-unknown") : shortDay(language, since)),
    escapeHtml(ending(endOfKind(ends, today), about)),
  ]);
  const heads = ["kind", "number-of", "since", "until"].map((key) => say(`package.${key}`));
  return part(say("package.contents"), table(say("package.contents"), heads, rows));
}

/** In the words of the page "What we hold". */
const ending = (end: EndOfKind, { say, language }: About): string =>
  say(`package.goes.${endKey(end)}`, { date: end.last === null ? "" : shortDay(language, end.last) });

function ribbon(found: readonly Finding[], { madeAt: today, policy }: PackageInput, about: About): string {
  const { say } = about;
  const rows = found.map(({ id, label, since, ends, locked, paused }): RibbonRow => {
    const last = endOfKind(ends, today);
    const until = endOfBar(last, today);
    const tone = locked || paused ? "lock" : "stay";
    return { key: id, label, since, until, tone, end: ending(last, about) };
  });
  const facts = { rows, today, todayLabel: say("package.ribbon.today") };
  const description = say("package.ribbon.description");
  const drawings = svg(wideRibbon(facts), "broad", description) + svg(narrowRibbon(facts), "narrow", description);
  return part(
    say("package.ribbon.title"),
    `${paragraph(say("package.ribbon.lead", { sweep: policy.sweep }), "soft")}<figure>${drawings}</figure>\n`,
  );
}

function searched({ searches }: Findings, say: Say): string {
  const heading = say("package.searched-heading");
  const rows = searches.map(({ label, result }) => [escapeHtml(label), escapeHtml(result)]);
  const heads = [say("package.source"), say("package.result")];
  return part(heading, table(heading, heads, rows) + paragraph(say("package.review-note")));
}

function held(found: readonly Finding[], about: About): string {
  const each = found.map(
    (finding) => `<h3 id="${finding.id}">${escapeHtml(finding.label)}</h3>\n${aboutFinding(finding, about, "")}`,
  );
  return `<h2 id="held">${escapeHtml(about.say("package.held-heading"))}</h2>\n${each.join("")}`;
}
