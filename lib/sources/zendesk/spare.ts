/**
 * plan-and-list 4: tickets of people under a stop. Whoever asked or reads along counts. Zendesk's search says which users
 * have an address, also one beside their first; each user of a ticket is looked at besides, because the search forgets who
 * was deleted and learns late who is new.
 */
import type { Item, Person, Spared } from "../source";
import type { Ticket, User } from "./answers";
import { deletedUser, ticketsByIds, usersByIds, type Desk } from "./desk";
import { keys } from "./parted";
import { mailbox, profilesOf } from "./people";

/** Those of the tickets that are at the desk and in which somebody who is spared takes part. */
export async function ticketsOfSpared(desk: Desk, items: readonly Item[], spared: Spared): Promise<Item[]> {
  if (items.length === 0) return [];
  const there = await ticketsByIds(desk, keys(items));
  const found = new Set((await profilesOf(desk, anybodyOf(spared))).map(({ user }) => String(user.id)));
  const others = [...new Set([...there.values()].flatMap(peopleIn))].filter((id) => !found.has(id));
  const users = await usersByIds(desk, others);
  for (const id of others) {
    const user = users.get(id) ?? (await deletedUser(desk, id));
    if (user && isSpared(user, spared)) found.add(id);
  }
  return items.filter(({ key }) => {
    const ticket = there.get(key);
    return ticket !== undefined && peopleIn(ticket).some((id) => found.has(id));
  });
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
  return (box !== "" && addresses.some((one) => mailbox(one) === box)) || (!!name && accounts.includes(name));
}
