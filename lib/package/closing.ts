/** What stands on the first page behind the categories: what is missing and why, what went to others, rights, machines, countries. */
import { localeOf, type Language } from "../gdpr/language";
import { countryIn, type Say } from "../letters/words";
import { list, paragraph, part } from "./document";
import { escapeHtml } from "../letters/render";
import type { Findings } from "./findings";
import type { PackageInput } from "./input";

function sentPart({ sent }: Findings, say: Say): string {
  if (sent.length === 0) return "";
  const each = sent.map(
    ({ recipient, does, lines, own }) =>
      `<h3>${escapeHtml(recipient)}</h3>\n${paragraph(does)}${list(lines)}${own ? paragraph(say("package.sent-own")) : ""}`,
  );
  return part(say("package.sent-heading"), paragraph(say("package.sent")) + each.join(""));
}

export function closing(input: PackageInput, findings: Findings, say: Say): string {
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
    open.length === 0 ? "" : part(say("package.open-heading"), paragraph(say("package.open")) + list(openLines(input))),
    findings.nothingHeld.length === 0
      ? ""
      : part(say("package.nothing-heading"), paragraph(say("package.nothing")) + list(findings.nothingHeld)),
    sentPart(findings, say),
    part(say("package.elsewhere-heading"), list(findings.elsewhere.map(({ label: name, why }) => `${name}: ${why}`))),
    part(say("package.rights-heading"), list(rights(input, say))),
    part(say("package.automated-heading"), paragraph(automated(findings, say))),
    part(say("package.transfers-heading"), transfers(findings, language, say)),
    part(say("package.who-heading"), paragraph(say("package.who", { name, street, postcode, city, email, dpo }))),
  ].join("");
}

/** Each system once, with the kinds of data that may be in it, as the page of what is held names them. */
function openLines({ open, policy, language }: PackageInput): string[] {
  const kinds = new Intl.ListFormat(localeOf(language), { type: "conjunction" });
  const systems = [...new Set(open.map(({ source }) => source))];
  return systems.map((system) => {
    const mine = open.filter(({ source }) => source === system).map(({ category }) => category);
    const labels = [...new Set(mine)].map((id) => policy.categories[id]?.label[language] ?? id);
    return `${policy.sources[system]?.label[language] ?? system}: ${kinds.format(labels)}`;
  });
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

function transfers({ found }: Findings, language: Language, say: Say): string {
  const recipients = new Map(found.flatMap((finding) => finding.recipients.map((one) => [one.name, one] as const)));
  const outside = [...recipients.values()].filter(
    ({ country, safeguard }) => safeguard !== null || !inside.includes(country),
  );
  if (outside.length === 0) return paragraph(say("package.transfers-none"));
  const none = say("package.safeguard-none");
  return list(
    outside.map(({ name, country, safeguard }) =>
      say("package.transfer", { name, country: countryIn(language, country), safeguard: safeguard ?? none }),
    ),
  );
}
