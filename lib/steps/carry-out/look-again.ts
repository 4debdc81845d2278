/**
 * plan-and-list 4: observed, not assumed. After an erasure the source is asked again: what is left of the list, what was
 * kept, what arrived later. What arrived later is untouched and shown to the reviewer.
 */
import { sourceById } from "../../company";
import { db, portalNow } from "../../db";
import { lookAt } from "../../sources/looking";
import type { Writing } from "../../sources/source";
import { keptList } from "../plan/closed-list";
import type { Loaded } from "../load";
import { arrivedLater, standing } from "./arrived-later";
import { takesUp } from "../plan/taken-up";
import { writingOf } from "./writing";
import { search } from "../plan/search";

export type Seen = { left: number; kept: number; arrivedLater: number };

/** Asks again and stores what was seen; gives the three numbers. Asking twice is harmless. */
export async function lookAgain(request: Loaded): Promise<Seen> {
  const { id, planNo, keys } = request;
  const rows = await db().decision.findMany({ where: { request: id, planNo } });
  const listed = rows.filter((row) => row.list !== null && writingOf(row));
  const looks = new Map(listed.map(({ source }) => [source, lookAt(sourceById(source))]));
  for (const { idx, source, ...decision } of listed)
    for await (const items of keptList(db(), keys, { request: id, planNo, idx }, { size: 10_000 }))
      await looks.get(source)?.add(String(idx), writingOf(decision) as Writing, items);
  let left = 0;
  for (const { idx, source, count, ...decision } of listed) {
    const still = (await looks.get(source)?.left())?.get(String(idx)) ?? 0;
    // Held back, or on its way: told as such already.
    const leftOver = Math.max(0, still - ((count ?? 0) - decision.done - decision.gone));
    await db().decision.update({
      where: { request_planNo_idx: { request: id, planNo, idx } },
      data: { leftOver },
    });
    left += leftOver;
  }
  const stays = ({ action, count, held }: (typeof rows)[number]) =>
    ["keep", "restrict", "correct", "stop", "ask"].includes(action) ? (count ?? 0) : held;
  const kept = rows.reduce((sum, row) => sum + stays(row), 0);
  return { left, kept, arrivedLater: (await leavesNothing(request)) ? await countLater(request) : 0 };
}

/**
 * Only an erasure leaves nothing behind that could be new: the other rights are about what they were shown, and so is one that takes
 * up what was kept. Whoever has been a customer again meanwhile asked for nothing of that.
 */
const leavesNothing = async ({ id, right }: Loaded): Promise<boolean> =>
  right === "erasure" && (await takesUp(db(), id)) === null;

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
