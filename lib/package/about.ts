/** Art. 15(1)(a) to (d), (g) for one category, the same on the overview and at the head of its records. */
import { escapeHtml } from "../letters/render";
import { countryIn, longDay } from "../letters/words";
import { facts, link, oneOrMore, paragraph, type About } from "./document";
import type { Finding } from "./findings";
import { pageName } from "./page-ways";

/** What stands of a category besides its records; `up` is the way to where the package begins. */
export function aboutFinding(finding: Finding, about: About, up: "" | "../"): string {
  const { say, language, controller } = about;
  const { id, what, purposes, recipients, periods, origin, locked, paused, since, records } = finding;
  const named = recipients.map(({ name, does, country }) =>
    say("package.recipient", { name, does, country: countryIn(language, country) }),
  );
  const count = say("package.records", { records });
  const file = (end: string) => link(`${up}data/${id}.${end}`, `${id}.${end}`);
  // Links are put in after escaping: the sentence has places for them, the names are ours.
  const files = escapeHtml(say("package.files", { json: "\ue000", csv: "\ue001" }));
  return [
    locked ? paragraph(say("package.locked"), "note") : "",
    paused ? paragraph(say("package.paused"), "note") : "",
    facts([
      [say("package.what"), escapeHtml(what)],
      [say("package.data"), up === "" ? link(`records/${pageName(id, 1)}`, count) : escapeHtml(count)],
      [say("package.since"), escapeHtml(since === null ? say("package.since-unknown") : longDay(language, since))],
      [say("package.purposes"), oneOrMore(purposes)],
      [say("package.recipients"), oneOrMore(named.length > 0 ? named : [say("package.no-recipients", { controller })])],
      [say("package.period"), oneOrMore(periods)],
      [say("package.origin"), escapeHtml(origin)],
      [say("package.as-files"), files.replace("\ue000", file("json")).replace("\ue001", file("csv"))],
    ]),
  ].join("");
}
