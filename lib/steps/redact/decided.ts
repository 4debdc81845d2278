/** Art. 15(4): what reviewers decided about records that name others, read back in the order in which the chain tells of it. */
import type { Tx } from "../../db";
import { recordName, type RecordDecision } from "../../gdpr/redaction";
import { openDrawer } from "../../seal/request-key";
import type { Loaded } from "../load";

export const drawerKind = "redaction";
/** One press: decisions about records of one source. */
export type Decided = { source: string; category: string; decisions: RecordDecision[] };

/** The last decision about each record of a source, by `recordName`. */
export async function decidedRecords(
  tx: Tx,
  { id, keys }: Pick<Loaded, "id" | "keys">,
  source: string,
): Promise<Map<string, RecordDecision>> {
  const events = await tx.event.findMany({
    where: { request: id, fact: "redacted" },
    orderBy: { seq: "asc" },
    select: { commit: true },
  });
  const drawers = await tx.drawer.findMany({
    where: { request: id, kind: drawerKind },
    select: { id: true, commit: true },
  });
  const ids = new Map(drawers.map((drawer) => [drawer.commit, drawer.id]));
  const decided = new Map<string, RecordDecision>();
  for (const { commit } of events) {
    const drawer = ids.get(commit ?? "");
    // A decision of which the chain tells and whose words are lost must not pass for none.
    if (!drawer) throw new Error(`a decision about records of ${id} has lost its payload`);
    const press = await openDrawer<Decided>(tx, keys, drawer);
    if (press.source !== source) continue;
    for (const decision of press.decisions) decided.set(recordName(decision), decision);
  }
  return decided;
}
