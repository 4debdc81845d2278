/**
 * Locks and pauses are tags (Art. 18; 17(3)). A closed ticket takes no update but tags, and those only by the job of
 * `update_many` (API reference: tags, tag endpoint limitations; updating tag lists); a profile takes them at once.
 */
import type { Effect, Item } from "../source";
import { anything } from "./answers";
import { ticketsByIds, usersByIds, type Desk } from "./desk";
import { order, settle, standing, underWay } from "./order";

/** Which tag is set or taken away. */
export type Mark = { tag: string; set: boolean };

/** A tag is set within minutes. */
const days = 1;
const none = { done: 0, gone: 0, held: 0 };

/** Marks at most a hundred tickets; `name` is where the order is remembered. */
export async function markTickets(desk: Desk, items: readonly Item[], mark: Mark, name: string): Promise<Effect> {
  const ids = [...new Set(items.map(({ key }) => key))];
  const before = await standing(desk, name);
  const open = await unmarkedTickets(desk, ids, mark);
  if (open.length === 0) {
    await settle(desk, name);
    const done = before.at === "none" ? 0 : Math.min(before.count, ids.length);
    return { ...none, done, gone: ids.length - done };
  }
  const waits = before.at === "running" || (before.at === "lost" && (await desk.tools.now()) < before.until);
  if (waits) return { ...none, gone: ids.length - open.length, underWay: await underWay(desk, open.length, before.since, days) }; // prettier-ignore
  const body = { ticket: mark.set ? { additional_tags: [mark.tag] } : { remove_tags: [mark.tag] } };
  const call = { method: "PUT", path: "/api/v2/tickets/update_many", query: { ids: open.join() }, body } as const;
  const given = await order(desk, name, open.length, call);
  const rest = { done: 0, gone: ids.length - open.length, held: 0 };
  if (given.at === "running") return { ...rest, underWay: await underWay(desk, open.length, given.since, days) };
  const held = (await unmarkedTickets(desk, open, mark)).length;
  await settle(desk, name);
  return { ...rest, done: open.length - held, held };
}

/** Marks profiles, one by one. */
export async function markUsers(desk: Desk, items: readonly Item[], mark: Mark): Promise<Effect> {
  const ids = [...new Set(items.map(({ key }) => key))];
  const open = await unmarkedUsers(desk, ids, mark);
  const effect = { done: 0, gone: ids.length - open.length, held: 0 };
  for (const id of open) {
    const [method, body] = [mark.set ? "PUT" : "DELETE", { tags: [mark.tag] }] as const;
    const call = { method, path: `/api/v2/users/${id}/tags`, body, also: [404, 422] };
    const answer = await desk.api.call(call, anything);
    effect[answer.ok ? "done" : answer.status === 404 ? "gone" : "held"] += 1;
  }
  return effect;
}

/** The tickets that are there and not yet as the mark wants them. */
export async function unmarkedTickets(desk: Desk, ids: readonly string[], { tag, set }: Mark): Promise<string[]> {
  const there = await ticketsByIds(desk, ids);
  return [...there].filter(([, { tags }]) => tags.includes(tag) !== set).map(([id]) => id);
}

export async function unmarkedUsers(desk: Desk, ids: readonly string[], { tag, set }: Mark): Promise<string[]> {
  const there = await usersByIds(desk, ids);
  return [...there].filter(([, { tags }]) => tags.includes(tag) !== set).map(([id]) => id);
}
