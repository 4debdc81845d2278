/**
 * Writing by closed list: tickets before profiles, a hundred tickets at a time. Every call may be repeated after a
 * crash; it goes on where Zendesk shows that it stood.
 */
import type { Effect, Item, Writing } from "../source";
import { profilePart } from "./classify";
import { correctUsers } from "./correct";
import { inHundreds, ticketsByIds, usersByIds, type Desk } from "./desk";
import { deleteTickets, sum } from "./erase-tickets";
import { deleteUser } from "./erase-users";
import { markTickets, markUsers } from "./mark";
import { isEmptied, keys, markOf, parted, present } from "./parted";
import { redactTickets } from "./redact";
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

async function impossible(desk: Desk, tickets: Item[], profiles: Item[]): Promise<Effect> {
  const held = await present(desk, tickets, profiles);
  return { done: 0, gone: tickets.length + profiles.length - held, held };
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
