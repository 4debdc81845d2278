/**
 * plan-and-list 4: observed, not assumed. After an erasure the source is asked again: what is left of the list, what was
 * kept, what arrived later. What arrived later is untouched and shown to the reviewer.
 */
import { sourceById } from "../company";
import { db, portalNow } from "../db";
import type { Writing } from "../sources/source";
import { keptList } from "./closed-list";
import type { Loaded } from "./load";
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
  const staying = new Map<string, number>();
  for (const { source, category, action, count, held } of rows) {
    const stays = ["keep", "restrict", "ask"].includes(action) ? (count ?? 0) : held;
    staying.set(`${source}/${category}`, (staying.get(`${source}/${category}`) ?? 0) + stays);
  }
  const later = await countLater(request, staying);
  const kept = [...staying.values()].reduce((sum, count) => sum + count, 0);
  const arrivedLater = [...later.values()].reduce((sum, count) => sum + count, 0);
  for (const [source, count] of later)
    await db().search.updateMany({ where: { request: id, planNo, source }, data: { later: count } });
  return { left, kept, arrivedLater };
}

/** Records of the person that are there now beyond those that stayed, per source. */
async function countLater(request: Loaded, staying: Map<string, number>): Promise<Map<string, number>> {
  const { groups } = await search(request.subject, await portalNow());
  const found = new Map<string, number>();
  for (const { source, category, count } of groups) {
    const key = `${source}/${category}`;
    found.set(key, (found.get(key) ?? 0) + (count ?? 0));
  }
  const later = new Map<string, number>();
  for (const [key, count] of found) {
    const source = key.slice(0, key.indexOf("/"));
    later.set(source, (later.get(source) ?? 0) + Math.max(0, count - (staying.get(key) ?? 0)));
  }
  return later;
}
