/**
 * plan-and-list 4: observed, not assumed. After an erasure the source is asked again: what is left of the list, what was
 * kept, what arrived later. What arrived later is untouched and shown to the reviewer.
 */
import { sourceById } from "../company";
import { db, portalNow } from "../db";
import type { Writing } from "../sources/source";
import { keptList } from "./closed-list";
import type { Loaded } from "./load";
import { arrivedLater, standing } from "./arrived-later";
import { search } from "./search";

export type Seen = { left: number; kept: number; arrivedLater: number };

/** Asks again and stores what was seen; gives the three numbers. Asking twice is harmless. */
export async function lookAgain(request: Loaded): Promise<Seen> {
  const { id, planNo, keys } = request;
  const rows = await db().decision.findMany({ where: { request: id, planNo } });
  let left = 0;
  for (const { idx, source, action, list } of rows) {
    if (list === null || !["erase", "unlink", "truncate", "restrict"].includes(action)) continue;
    let still = 0;
    for await (const items of keptList(db(), keys, { request: id, planNo, idx }, { size: 5_000 }))
      still += await sourceById(source).left(action as Writing, items);
    await db().decision.update({
      where: { request_planNo_idx: { request: id, planNo, idx } },
      data: { leftOver: still },
    });
    left += still;
  }
  const stays = ({ action, count, held }: (typeof rows)[number]) =>
    ["keep", "restrict", "ask"].includes(action) ? (count ?? 0) : held;
  const kept = rows.reduce((sum, row) => sum + stays(row), 0);
  return { left, kept, arrivedLater: await countLater(request) };
}

/** Records of the person that are there now beyond those that stayed; stored for each source. */
async function countLater(request: Loaded): Promise<number> {
  const { id, planNo, subject } = request;
  const { groups, outcomes } = await search(subject, await portalNow());
  const later = arrivedLater(groups, await standing(db(), request));
  const sum = (source?: string) =>
    later
      .filter(({ group }) => source === undefined || group.source === source)
      .reduce((all, { more }) => all + more, 0);
  for (const { source, outcome } of outcomes)
    if (outcome === "searched")
      await db().search.updateMany({ where: { request: id, planNo, source }, data: { later: sum(source) } });
  return sum();
}
