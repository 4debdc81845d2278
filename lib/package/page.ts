/** The page of a package: one HTML file that reads, prints and loads nothing, whatever is written in the records. */
import { createHash } from "node:crypto";
import { escapeHtml } from "../letters/render";
import { longDay, speaker, type Say } from "../letters/words";
import type { CategoryRecords } from "./category-records";
import type { Finding, Findings } from "./findings";
import type { PackageInput } from "./input";
import { recordTables } from "./record-tables";

const style = `
body{font:1rem/1.5 system-ui,sans-serif;color:#171a1c;max-width:70rem;margin:0 auto;padding:1rem 1.25rem 4rem}
h1{font-size:1.75rem}h2{font-size:1.375rem;margin-top:3rem;border-top:1px solid #b8bec2;padding-top:1rem}h3{font-size:1.125rem;margin-top:2rem}
h4{font-size:1rem;margin:1.25rem 0 .25rem}p,ul{max-width:45rem;margin:.25rem 0 .75rem}a{color:#00527a}
table{border-collapse:collapse;font-size:.875rem;margin:.5rem 0 1rem}th,td{border:1px solid #b8bec2;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere;white-space:pre-wrap}
th{background:#eef1f2}.wide{overflow-x:auto}.mark{border-left:.25rem solid #8a5a00;padding-left:.75rem}
@media print{body{max-width:none;font-size:.8rem}.wide{overflow:visible}h3{break-after:avoid}tr{break-inside:avoid}}
`;
const styleHash = createHash("sha256").update(style).digest("base64");
const policyOfPage = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

/** The page as a stream of text; the tables of records come straight from their spools. */
export async function* page(
  input: PackageInput,
  findings: Findings,
  categories: CategoryRecords[],
): AsyncGenerator<string> {
  const say = speaker(input.language);
  const title = say("package.title", { controller: input.policy.controller.name });
  yield `<!doctype html>
<html lang="${input.language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOfPage}">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${style}</style></head><body><main>
<h1>${escapeHtml(title)}</h1>
`;
  yield opening(input, findings, say);
  yield `<h2 id="held">${escapeHtml(say("package.held-heading"))}</h2>\n`;
  for (const [i, finding] of findings.found.entries()) {
    yield about(finding, input, say);
    const category = categories[i];
    if (category) yield* recordTables(category, say);
  }
  yield closing(input, findings, say);
  yield "</main></body></html>\n";
}

const paragraph = (text: string, mark = false): string => `<p${mark ? ' class="mark"' : ""}>${escapeHtml(text)}</p>\n`;
const list = (lines: string[]): string => `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>\n`;
const part = (heading: string, body: string): string => `<h2>${escapeHtml(heading)}</h2>\n${body}`;

function opening(input: PackageInput, { found, searches }: Findings, say: Say): string {
  const { language, reference, person, receivedOn, madeAt } = input;
  const days = { receivedOn: longDay(language, receivedOn), madeAt: longDay(language, madeAt) };
  const records = found.reduce((sum, finding) => sum + finding.records, 0);
  const rows = searches.map(
    ({ label, result }) => `<tr><td>${escapeHtml(label)}</td><td>${escapeHtml(result)}</td></tr>`,
  );
  const links = found.map(({ id, label }) => `<li><a href="#${id}">${escapeHtml(label)}</a></li>`);
  return [
    person === null ? "" : paragraph(say("package.for", { person })),
    paragraph(say("package.intro", { ...days, reference })),
    paragraph(say("package.private"), true),
    paragraph(say(records === 0 ? "package.confirm-none" : "package.confirm", { records, categories: found.length })),
    links.length === 0 ? "" : `<nav><h2>${escapeHtml(say("package.contents"))}</h2><ul>${links.join("")}</ul></nav>\n`,
    `<h2>${escapeHtml(say("package.searched-heading"))}</h2>\n<table><thead><tr><th scope="col">${escapeHtml(say("package.source"))}</th>`,
    `<th scope="col">${escapeHtml(say("package.result"))}</th></tr></thead><tbody>${rows.join("")}</tbody></table>\n`,
    paragraph(say("package.review-note")),
  ].join("");
}

function about(finding: Finding, { policy }: PackageInput, say: Say): string {
  const { id, label, what, purposes, recipients, periods, origin, locked } = finding;
  const named = recipients.map((recipient) => say("package.recipient", { ...recipient, safeguard: "" }));
  const nobody = say("package.no-recipients", { controller: policy.controller.name });
  const item = (key: string, body: string) => `<h4>${escapeHtml(say(`package.${key}`))}</h4>\n${body}`;
  return [
    `<h3 id="${id}">${escapeHtml(label)}</h3>\n`,
    locked ? paragraph(say("package.locked"), true) : "",
    item("what", paragraph(what)),
    item("purposes", list(purposes)),
    item("recipients", list(named.length > 0 ? named : [nobody])),
    item("period", list(periods)),
    item("origin", paragraph(origin)),
  ].join("");
}

function sentPart({ sent }: Findings, say: Say): string {
  if (sent.length === 0) return "";
  const each = sent.map(
    ({ recipient, does, lines, own }) =>
      `<h3>${escapeHtml(recipient)}</h3>\n${paragraph(does)}${list(lines)}${own ? paragraph(say("package.sent-own")) : ""}`,
  );
  return part(say("package.sent-heading"), paragraph(say("package.sent")) + each.join(""));
}

function closing(input: PackageInput, findings: Findings, say: Say): string {
  const { policy, language, withheld, redacted, open } = input;
  const label = (id: string) => policy.categories[id]?.label[language] ?? id;
  const kept = withheld.map(({ category, count, why }) =>
    say("package.withheld-line", { label: label(category), count: count ?? 0, why }),
  );
  const black = redacted.map(({ category, fields, ...line }) =>
    say("redaction.line", { ...line, label: label(category), fields: fields.join(", ") }),
  );
  const { name, street, postcode, city, email, dataProtectionOfficer: dpo } = policy.controller;
  return [
    black.length === 0 ? "" : part(say("redaction.heading"), paragraph(say("redaction.about")) + list(black)),
    kept.length === 0 ? "" : part(say("package.withheld-heading"), list(kept)),
    open.length === 0 ? "" : part(say("package.open-heading"), paragraph(say("package.open")) + list(open.map(label))),
    findings.nothingHeld.length === 0
      ? ""
      : part(say("package.nothing-heading"), paragraph(say("package.nothing")) + list(findings.nothingHeld)),
    sentPart(findings, say),
    part(say("package.elsewhere-heading"), list(findings.elsewhere.map(({ label: name, why }) => `${name}: ${why}`))),
    part(say("package.rights-heading"), list(rights(input, say))),
    part(say("package.automated-heading"), paragraph(automated(findings, say))),
    part(say("package.transfers-heading"), transfers(findings, say)),
    part(say("package.who-heading"), paragraph(say("package.who", { name, street, postcode, city, email, dpo }))),
  ].join("");
}

const rightsNamed = ["correct", "delete", "pause", "object", "take", "consent", "complain", "court"];

function rights({ authority: { name, url }, secondAuthority: own }: PackageInput, say: Say): string[] {
  const second = { second: own ? "yes" : "no", secondAuthority: own?.name ?? "", secondUrl: own?.url ?? "" };
  return rightsNamed.map((key) => say(`package.rights.${key}`, { authority: name, url, ...second }));
}

/** Art. 22: the categories of the model policy in which a machine's decision or its basis lies. */
const decidedByMachine = ["credit-score", "credit-decision"];

function automated({ found }: Findings, say: Say): string {
  const used = found.filter(({ id, records }) => decidedByMachine.includes(id) && records > 0);
  if (used.length === 0) return say("package.automated-none");
  return say("package.automated-used", { labels: used.map(({ label }) => label).join(", ") });
}

// EU and EEA as of 2026.
const inside = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".split(" ");

function transfers({ found }: Findings, say: Say): string {
  const recipients = new Map(found.flatMap((finding) => finding.recipients.map((one) => [one.name, one] as const)));
  const outside = [...recipients.values()].filter(
    ({ country, safeguard }) => safeguard !== null || !inside.includes(country),
  );
  if (outside.length === 0) return paragraph(say("package.transfers-none"));
  const none = say("package.safeguard-none");
  return list(outside.map((one) => say("package.transfer", { ...one, safeguard: one.safeguard ?? none })));
}
