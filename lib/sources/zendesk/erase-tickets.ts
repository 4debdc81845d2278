/**
 * Art. 17: a ticket goes in stages: closed, put into the bin, removed for good by a job (API reference: tickets, deleted
 * tickets). The stage is read from Zendesk each time, so that a run that was killed goes on where it stood.
 */
import type { Effect, Item } from "../source";
import { anything, type Ticket } from "./answers";
import { ticketsByIds, type Desk } from "./desk";
import { noteEnds } from "./notes";
import { order, settle, standing, underWay, type Standing } from "./order";

/** Zendesk removes what lies in the bin within the day; its job is asked for every half minute. */
const days = 1;

/** Deletes at most a hundred tickets; `name` is where the order for their removal is remembered. */
export async function deleteTickets(desk: Desk, items: readonly Item[], name: string): Promise<Effect> {
  const ids = [...new Set(items.map(({ key }) => key))];
  const there = await ticketsByIds(desk, ids);
  await noteEnds(desk, there.values());
  const { binned, held } = await putIntoBin(desk, there);
  const away = ids.filter((id) => !held.has(id) && !binned.has(id));
  const before = await standing(desk, name);
  if (before.at === "running") {
    const waiting = await underWay(desk, away.length + binned.size, before.since, days);
    return { done: 0, gone: 0, held: held.size, underWay: waiting };
  }
  // What an order may have done is seen by a reading of its own.
  if (before.at !== "none") desk.bin.changed();
  const lying = new Set([...binned, ...(await desk.bin.lying(away))]);
  const vanished = away.filter((id) => !lying.has(id)).length;
  const came = before.at === "none" ? 0 : Math.min(before.count, vanished);
  const gone = vanished - came;
  if (before.at === "lost" && lying.size > 0 && (await desk.tools.now()) < before.until)
    return { ...none, gone, held: held.size, underWay: await underWay(desk, lying.size + came, before.since, days) };
  if (before.at !== "none") await settle(desk, name);
  // A job that has ended refused what still lies there: once in a call is enough.
  const refused = before.at === "ended" ? away.filter((id) => lying.has(id)) : [];
  const wanted = [...lying].filter((id) => !refused.includes(id)).toSorted();
  const removed = await remove(desk, wanted, name);
  return sum([{ done: came, gone, held: held.size + refused.length }, removed]);
}

/** Closes what is not closed and deletes it; `held` are those that Zendesk refuses to close or to delete. */
async function putIntoBin(desk: Desk, there: ReadonlyMap<string, Ticket>) {
  const [binned, held] = [new Set<string>(), new Set<string>()];
  for (const [id, ticket] of there) {
    const closed = ticket.status === "closed" || (await close(desk, id));
    (closed && (await toBin(desk, id)) ? binned : held).add(id);
  }
  return { binned, held };
}

/** Whether the ticket is closed now; Zendesk refuses when a required field is empty, for instance. */
export async function close({ api }: Desk, id: string): Promise<boolean> {
  await api.room("updates", [{ calls: 100, seconds: 60 }]);
  const body = { ticket: { status: "closed" } };
  const call = { method: "PUT", path: `/api/v2/tickets/${id}`, body, also: [404, 422] } as const;
  const answer = await api.call(call, anything);
  return answer.ok || answer.status === 404;
}

/** Whether the ticket has left the desk: a second deletion finds nothing. */
async function toBin({ api, bin }: Desk, id: string): Promise<boolean> {
  await api.room("deletions", [{ calls: 400, seconds: 60 }]);
  bin.changed();
  const answer = await api.call({ method: "DELETE", path: `/api/v2/tickets/${id}`, also: [404, 422] }, anything);
  return answer.ok || answer.status === 404;
}

/** Orders the removal for good of what lies in the bin. */
async function remove(desk: Desk, ids: readonly string[], name: string): Promise<Effect> {
  if (ids.length === 0) return { done: 0, gone: 0, held: 0 };
  const path = "/api/v2/deleted_tickets/destroy_many";
  desk.bin.changed();
  const given = await order(desk, name, ids.length, { method: "DELETE", path, query: { ids: ids.join() } });
  if (given.at !== "ended") return { ...none, underWay: await underWay(desk, ids.length, sinceOf(given), days) };
  desk.bin.changed();
  const unclear = ids.filter((id) => !given.succeeded.has(id));
  const refused = await desk.bin.lying(unclear);
  await settle(desk, name);
  return { done: ids.length - refused.size, gone: 0, held: refused.size };
}

const none = { done: 0, gone: 0, held: 0 };

function sinceOf(given: Standing): string {
  if (given.at !== "running") throw new Error("an order that was just given runs or has ended");
  return given.since;
}

/** Effects of calls about different items as one. */
export function sum(effects: readonly Effect[]): Effect {
  const total = (of: "done" | "gone" | "held") => effects.reduce((all, effect) => all + effect[of], 0);
  const waiting = effects.flatMap((effect) => effect.underWay ?? []);
  const added = { done: total("done"), gone: total("gone"), held: total("held") };
  if (waiting.length === 0) return added;
  const first = (of: "askAgain" | "by") => waiting.map((each) => each[of]).toSorted();
  const count = waiting.reduce((all, each) => all + each.count, 0);
  return { ...added, underWay: { count, askAgain: first("askAgain")[0] ?? "", by: first("by").at(-1) ?? "" } };
}
