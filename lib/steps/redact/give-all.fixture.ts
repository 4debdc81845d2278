/** For tests: a reviewer looked at every record that names others and hands each out as it is. */
import type { Actor } from "../../actor";
import { db } from "../../db";
import type { Group } from "../../gdpr/plan-value";
import { filesField, isMarked } from "../../gdpr/redaction";
import { advance } from "../advance";
import { lookAtRecords, partsOf } from "../decide/look-at-records";
import { decideRecords } from "./decide-records";
import { recordsToRedact } from "./records-to-redact";
import { releaseAsDecided } from "./release-as-decided";

const words = "The records were looked at, and nothing in them is only others'.";

/** Decides about all that is open in the plan, and has it made anew after each line. */
export async function giveAll(who: Actor, reference: string): Promise<void> {
  for (let row = await openLine(reference); row; row = await openLine(reference)) {
    const { idx: line, shown, groups, source } = row;
    for (const { part } of partsOf({ source, groups: groups.filter(isMarked) })) {
      const look = await lookAtRecords(who, reference, { shown, line, part, why: "others-named", words });
      if (!look.ok) throw new Error(look.reason);
      await giveEach(who, reference, look.value);
    }
    const released = await releaseAsDecided(who, reference, { shown, line, reason: words });
    if (!released.ok) throw new Error(released.reason);
    await advance(reference);
  }
}

async function openLine(reference: string) {
  const { planNo, planHash } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  const rows = await db().decision.findMany({ where: { request: reference, planNo, action: "ask", count: { gt: 0 } } });
  const all = rows.map((row) => ({ ...row, shown: planHash ?? "", groups: row.groups as unknown as Group[] }));
  return all.find(({ groups }) => groups.some(isMarked));
}

async function giveEach(who: Actor, reference: string, look: number): Promise<void> {
  for (let page = 1, pages = 1; page <= pages; page++) {
    const found = await recordsToRedact(who, reference, { look, page });
    if (found?.state !== "shown") throw new Error("nothing is shown");
    pages = found.line.pages;
    const decisions = found.records.map(({ part, key, version, fields }) => ({
      part,
      key,
      version: version ?? "",
      withheld: null,
      fields: Object.fromEntries([...fields.map(({ column }) => column), filesField].map((field) => [field, null])),
    }));
    const decided = await decideRecords(who, reference, { look, decisions });
    if (!decided.ok) throw new Error(decided.reason);
  }
}
