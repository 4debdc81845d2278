/**
 * Writing by closed list: tickets before profiles, a hundred tickets at a time. Every call may be repeated after a
 * crash; it goes on where Zendesk shows that it stood.
 */
import type { Effect, Item, Writing } from "../source";
import { profilePart, ticketPart } from "./classify";
import { correctUsers, uncorrected } from "./correct";
import { inHundreds, ticketsByIds, usersByIds, type Desk } from "./desk";
import { deleteTickets, sum, ticketsLeft } from "./erase-tickets";
import { deleteUser, usersLeft } from "./erase-users";
import { markTickets, markUsers, unmarkedTickets, unmarkedUsers, type Mark } from "./mark";
import { redactTickets, unredacted } from "./redact";
import { profileChanged, ticketChanged } from "./version";

/** Writes the items; what Zendesk cannot do for them is held. */
export async function write(desk: Desk, writing: Writing, items: readonly Item[], operation: string): Promise<Effect> {
  if (writing === "rectify") return correctUsers(desk, items);
  const { tickets, profiles } = parted(items);
  if (writing === "erase") return erase(desk, tickets, profiles, operation);
  const mark = markOf(desk, writing);
  if (!mark) return impossible(desk, tickets, profiles);
  const effects: Effect[] = [await markUsers(desk, profiles, mark)];
  for (const [at, some] of inHundreds(tickets).entries())
    effects.push(await markTickets(desk, some, mark, `${writing}/${operation}/${at}`));
  return sum(effects);
}

async function erase(desk: Desk, tickets: Item[], profiles: Item[], operation: string): Promise<Effect> {
  const effects: Effect[] = [];
  const emptied = tickets.filter((item) => isEmptied(desk, item));
  if (emptied.length > 0) effects.push(await redactTickets(desk, emptied));
  const deleted = tickets.filter((item) => !isEmptied(desk, item));
  for (const [at, some] of inHundreds(deleted).entries())
    effects.push(await deleteTickets(desk, some, `removal/${operation}/tickets/${at}`));
  for (const [at, item] of profiles.entries())
    effects.push(await deleteUser(desk, item, `removal/${operation}/profile/${at}`));
  return sum(effects);
}

/** Whether the policy leaves the ticket itself. */
function isEmptied({ mapping }: Desk, { part }: Pick<Item, "part">): boolean {
  const entry = mapping.tickets.find(({ category }) => ticketPart(category) === part);
  if (!entry) throw new Error(`the policy names no ${part} in this source`);
  return entry.erase === "redact";
}

/** Null where the policy names no tag for it. */
function markOf({ mapping }: Desk, writing: Exclude<Writing, "rectify" | "erase">): Mark | null {
  const tag = writing === "restrict" ? mapping.lock : ["pause", "lift"].includes(writing) ? mapping.pause : undefined;
  return tag === undefined ? null : { tag, set: writing !== "lift" };
}

async function impossible(desk: Desk, tickets: Item[], profiles: Item[]): Promise<Effect> {
  const held = await present(desk, tickets, profiles);
  return { done: 0, gone: tickets.length + profiles.length - held, held };
}

const present = async (desk: Desk, tickets: Item[], profiles: Item[]): Promise<number> =>
  (await ticketsByIds(desk, keys(tickets))).size + (await usersByIds(desk, keys(profiles))).size;

/** How many of the items are not yet in the end state. What Zendesk is still removing is left. */
export async function left(desk: Desk, writing: Writing, items: readonly Item[]): Promise<number> {
  if (writing === "rectify") return uncorrected(desk, items);
  const { tickets, profiles } = parted(items);
  if (writing === "erase") {
    const emptied = keys(tickets.filter((item) => isEmptied(desk, item)));
    const deleted = keys(tickets.filter((item) => !isEmptied(desk, item)));
    return (
      (await unredacted(desk, emptied)) + (await ticketsLeft(desk, deleted)) + (await usersLeft(desk, keys(profiles)))
    );
  }
  const mark = markOf(desk, writing);
  if (!mark) return present(desk, tickets, profiles);
  const open = await unmarkedTickets(desk, keys(tickets), mark);
  return open.length + (await unmarkedUsers(desk, keys(profiles), mark)).length;
}

/** How many of the items are there with another content than listed. */
export async function changed(desk: Desk, items: readonly Item[], writing?: Writing): Promise<number> {
  const { tickets, profiles } = parted(items);
  const [there, users] = [await ticketsByIds(desk, keys(tickets)), await usersByIds(desk, keys(profiles))];
  const erasing = writing === "erase";
  const isOther = ({ part, key, version, values }: Item): boolean => {
    const [ticket, user] = [there.get(key), users.get(key)];
    if (part === profilePart) return user !== undefined && profileChanged(desk.mapping, user, version, values);
    return ticket !== undefined && ticketChanged(desk.mapping, ticket, version, erasing);
  };
  return items.filter(isOther).length;
}

/** Each record once, by its part. */
function parted(items: readonly Item[]): { tickets: Item[]; profiles: Item[] } {
  const each = [...new Map(items.map((item) => [JSON.stringify([item.part, item.key]), item])).values()];
  const isProfile = ({ part }: Item) => part === profilePart;
  return { tickets: each.filter((item) => !isProfile(item)), profiles: each.filter(isProfile) };
}

const keys = (items: readonly Item[]): string[] => [...new Set(items.map(({ key }) => key))];
