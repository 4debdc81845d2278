/**
 * Which stories a common run tells. All of them in a browser take longer than somebody who has changed one thing waits, so some are
 * told each time and the others on one day of seven; `EVERYTHING=1` tells all, and so does a run by hand.
 *
 * A file that stands in no turn is told each time: what nobody has thought about is not left out. Of a file that stands in one, a
 * story with `@always` in its title is told each time as well. The turns take about as long as each other; stories that find what another
 * one left stand in one file, which is never divided by anything but that tag.
 */
import { turnOf } from "./turn";

export const always = "@always";

export const turns: readonly (readonly string[])[] = [
  ["time-passes-a-month", "every-way"],
  ["authorisation", "whole-log", "complaint", "right-few-pages", "right-other", "passed-on", "messages"],
  ["systems-away", "time-passes-late", "nothing-lost", "desk-queue", "customer-changes"],
  ["time-passes-erasure", "desk-decisions", "copy-opened", "stop-notice", "customer-by-link", "identity-by-mail"],
  ["hostile", "time-passes-copy", "surge", "letters"],
  ["time-passes-matter", "systems-everywhere", "legal-evidence", "right-send", "settings"],
  ["customer-outcomes", "accessible", "desk-people", "records", "override", "desk-pages", "inbound-mail"],
];

/** The turn of a run, from 0. */
export const storyTurn = (): number => turnOf(turns.length);

/** What fits the stories that a turn leaves to other days, as Playwright names them: file, title and tags. */
export function leftBy(turn: number): RegExp {
  const files = turns.flatMap((names, at) => (at === turn ? [] : names));
  return new RegExp(`^(?!.*${always}).*(?:^|[ /])(?:${files.join("|")})\\.spec\\.ts `);
}
