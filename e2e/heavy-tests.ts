/**
 * Files of unit and database tests that take long: a million requests, every system at once, a server that is started again and
 * again. `npm test` runs a seventh of them, as with the stories of the browser; `npm run check`, `EVERYTHING=1 npm test` and whoever
 * calls vitest by hand run all. The longest come first, so that each day has as much of them as any other.
 */
import { todaysOf } from "./turn";

export const heavyTests: readonly string[] = [
  "lib/queries/desk/queue.test.ts",
  "lib/queries/desk/surge.test.ts",
  "lib/steps/carry-out/take-up.test.ts",
  "lib/sources/postgres/model-shop.test.ts",
  "lib/sources/postgres/at-once.test.ts",
  "lib/server/safe-start.test.ts",
  "lib/sources/http/faults.test.ts",
  "lib/steps/sweep/systems.test.ts",
  "lib/steps/carry-out/ended-holds.test.ts",
  "lib/sources/zendesk/memory.test.ts",
  "lib/steps/decide/hold-record.test.ts",
  "lib/cli/cli.test.ts",
  "lib/steps/vendors.test.ts",
  "lib/steps/matter/matter.test.ts",
  "lib/cli/sweep.test.ts",
  "lib/steps/surge/draw.test.ts",
  "lib/steps/redact/redact.test.ts",
  "lib/steps/evidence/tries.test.ts",
  "lib/sources/files/volume.test.ts",
  "demo/shop/seed.test.ts",
  "lib/sources/zendesk/faults.test.ts",
  "lib/steps/surge/groups.test.ts",
  "lib/steps/surge/extend-all.test.ts",
  "lib/cli/bundle.test.ts",
  "lib/steps/by-person-everywhere.test.ts",
  "lib/steps/transfer/sending.test.ts",
  "lib/steps/replay.test.ts",
  "lib/cli/on-data.test.ts",
  "lib/sources/postgres/volume.test.ts",
  "lib/sources/files/killed.test.ts",
  "lib/steps/sweep/helpdesk.test.ts",
  "lib/steps/decide/hold-elsewhere.test.ts",
  "lib/steps/sweep/sweep.test.ts",
  "lib/steps/decide/word-letter.test.ts",
  "lib/steps/decide/override-rights.test.ts",
  "lib/steps/sweep/web-logs.test.ts",
  "lib/steps/carry-out/follow-up.test.ts",
  "lib/steps/carry-out/duty.test.ts",
  "lib/steps/transfer/transfer.test.ts",
  "lib/steps/carry-out/stops.test.ts",
  "lib/steps/decide/second-look.test.ts",
  "lib/steps/correcting-judged.test.ts",
  "lib/steps/ask/stop-notice.test.ts",
  "lib/cli/verify-all.test.ts",
  "lib/sources/postgres/lines.test.ts",
  "lib/steps/decide/letters-shown.test.ts",
  "lib/steps/matter/ending.test.ts",
  "lib/steps/registry/lists.test.ts",
  "lib/sources/mailbox/finding.test.ts",
  "lib/steps/sweep/own-tables.test.ts",
  "demo/vendors/main.test.ts",
  "lib/steps/carry-out/writing-lock.test.ts",
  "lib/steps/decide/look-at-records.test.ts",
  "lib/steps/decide/refuse-part.test.ts",
  "lib/sources/zendesk/killed.test.ts",
  "lib/steps/recipients/heard-there.test.ts",
  "lib/queries/desk/overridable.test.ts",
];

/** As many turns as the stories have: in a week in which it is run each day everything was tried. */
export const heavyTurns = 7;

/** Those that a common run leaves to other days. */
export function heavyTestsLeft(): readonly string[] {
  const taken = new Set(todaysOf(heavyTests, 0, heavyTurns));
  return heavyTests.filter((file) => !taken.has(file));
}
