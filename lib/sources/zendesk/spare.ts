/**
 * plan-and-list 4: records of people under a stop. Whoever asked or reads along in a ticket counts, and whose profile it is.
 * Zendesk's search says which users have an address, also one beside their first; each user is looked at besides, because
 * the search forgets who was deleted and learns late who is new.
 */
import type { Item, Person, Spared } from "../source";
import type { Ticket, User } from "./answers";
import { profilePart } from "./classify";
import { isPurging } from "./compliance";
import { deletedUser, identitiesOf, ticketsByIds, usersByIds, type Desk } from "./desk";
import { keys, parted } from "./parted";
import { mailbox, profilesOf } from "./people";

/** Those of the records that are at the desk and in which somebody who is spared takes part. */
export async function recordsOfSpared(desk: Desk, items: readonly Item[], spared: Spared): Promise<Item[]> {
  if (items.length === 0) return [];
  const { tickets, profiles } = parted(items);
  const found = new Set((await profilesOf(desk, anybodyOf(spared))).map(({ user }) => String(user.id)));
  const there = await ticketsByIds(desk, keys(tickets));
  const others = [...new Set([...there.values()].flatMap(peopleIn))].filter((id) => !found.has(id));
  const users = await usersByIds(desk, others);
  for (const id of others) {
    const user = users.get(id) ?? (await deletedUser(desk, id));
    if (user && isSpared(user, spared)) found.add(id);
  }
  const staying = await profilesOfSpared(desk, keys(profiles), { found, spared });
  return items.filter(({ part, key }) => {
    if (part === profilePart) return staying.has(key);
    const ticket = there.get(key);
    return ticket !== undefined && peopleIn(ticket).some((id) => found.has(id));
  });
}

type Known = { found: ReadonlySet<string>; spared: Spared };

/** Of a profile every address is asked for, because it cannot come back. One whose removal was ordered is gone. */
async function profilesOfSpared(desk: Desk, ids: readonly string[], { found, spared }: Known): Promise<Set<string>> {
  const staying = new Set<string>();
  const users = await usersByIds(desk, ids);
  for (const id of ids) {
    const [user, deleted] = [users.get(id), users.has(id) ? null : await deletedUser(desk, id)];
    if (user && (found.has(id) || isSpared(user, spared) || (await hasSpared(desk, user, spared)))) staying.add(id);
    if (deleted && (found.has(id) || isSpared(deleted, spared)) && !(await isPurging(desk, deleted))) staying.add(id);
  }
  return staying;
}

const peopleIn = ({ requester_id: requester, collaborator_ids, email_cc_ids }: Ticket): string[] =>
  [requester, ...collaborator_ids, ...email_cc_ids].map(String);

/** Somebody of whom all that is known of those who are spared would be true. */
const anybodyOf = ({ addresses, ids }: Spared): Person => ({
  account: null,
  addresses: addresses.map((email) => ({ email, proved: true, held: null })),
  names: [],
  postcodes: [],
  ...(ids ? { ids } : {}),
});

function isSpared({ email, external_id: name }: User, { accounts, addresses }: Spared): boolean {
  const box = mailbox(email ?? "");
  return (box !== "" && isAmong(box, addresses)) || (!!name && accounts.includes(name));
}

async function hasSpared(desk: Desk, { id }: User, { addresses }: Spared): Promise<boolean> {
  if (addresses.length === 0) return false;
  const identities = await identitiesOf(desk, id);
  return identities.some(({ type, value }) => type === "email" && isAmong(mailbox(value), addresses));
}

const isAmong = (box: string, addresses: readonly string[]): boolean => addresses.some((one) => mailbox(one) === box);
