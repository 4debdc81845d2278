/**
 * Art. 5(1)(e): profiles whose time has come without a request. A profile's rule counts from the end of the last of all its
 * tickets, and a profile stays as long as any ticket that it asked or reads along in is there and was not emptied: without
 * it nobody could say whose ticket that is. Staff never goes, nor a profile of which no ticket is known to have ended:
 * nothing says when its time began.
 */
import { microseconds } from "../../gdpr/instant";
import { ruleOf } from "../../gdpr/retention";
import type { Due, Item } from "../source";
import { ticketSearchPage, type Ticket, type User } from "./answers";
import { byNumber, dayAfter, type Searched } from "./candidates";
import { endsWith, entryOf, profilePart, type Ends } from "./classify";
import { inHundreds, ticketsOf, ticketsReadAlong, usersByIds, type Desk } from "./desk";
import { laterOf, noteLook, noteOn } from "./notes";
import { isStaff } from "./people";
import { stillSpeaks } from "./redact";
import { profileVersion } from "./version";

/** Days after which a profile that something kept is looked at again, when nothing of ours has changed it meanwhile. */
const pause = 21;

/** In the order of their numbers. */
export async function* dueProfiles(desk: Desk, asked: Due): AsyncGenerator<Item> {
  const { category, rule, cutoff, after } = asked;
  if (!isOfProfiles(desk, category, rule)) return;
  const query = `role:end-user created<${dayAfter(cutoff)}`;
  const search = byNumber(`profiles ${query}`, "user", query);
  const keeping = keepingTickets(desk);
  // Who has a ticket is seen a hundred tickets at a time, and would be one question for each profile.
  const kept = new Set(await desk.candidates.of(keeping, after === null));
  const from = after ? Number(after.key) : 0;
  const found = (await desk.candidates.of(search, after === null)).filter((id) => id > from && !kept.has(id));
  for (const some of inHundreds(found.map(String))) {
    const there = await usersByIds(desk, some);
    for (const key of some) {
      const user = there.get(key);
      if (user && (await isDue(desk, user, cutoff)))
        yield { part: profilePart, key, version: profileVersion(desk.mapping, user) };
    }
  }
  for (const { name } of [search, keeping]) desk.candidates.usedUp(name);
}

/** Whether profiles go by this rule. An open-ended one ends with the last ticket, and with what the ticket is kept for. */
export function isOfProfiles({ mapping: { profile }, rules }: Desk, category: string, id: string): boolean {
  const rule = ruleOf(rules(profile.category), profile.rule);
  return profile.category === category && rule?.id === id && rule.end === "erase";
}

/** Whoever takes part in a ticket that keeps them, as the search knows it. */
function keepingTickets(desk: Desk): Searched<Ticket> {
  const people = ({ requester_id, collaborator_ids, email_cc_ids }: Ticket) =>
    [requester_id, ...collaborator_ids, ...email_cc_ids];
  return {
    name: "kept by tickets",
    type: "ticket",
    query: "created>1970-01-01",
    shape: ticketSearchPage,
    numbers: (ticket) => (canBeOver(desk, ticket) ? [] : people(ticket)),
  };
} // prettier-ignore

/** A ticket that is still there and may have come to its end all the same. */
const canBeOver = ({ mapping }: Desk, ticket: Ticket): boolean =>
  ticket.status === "closed" && entryOf(mapping, ticket).erase === "redact";

async function isDue(desk: Desk, user: User, cutoff: string): Promise<boolean> {
  const { pause: paused } = desk.mapping;
  if (isStaff(user) || (paused !== undefined && user.tags.includes(paused))) return false;
  const note = await noteOn(desk, user.id);
  const isLate = (end: string) => microseconds(end) >= microseconds(cutoff);
  // An end only moves on.
  if (note?.last && isLate(note.last)) return false;
  if (note?.waits && note.days < pause) return false;
  const tickets = await lookAt(desk, user);
  const last = laterOf(note?.last ?? null, tickets.last);
  if (!tickets.keeps && last !== null && !isLate(last)) return true;
  await noteLook(desk, user.id, { last, waits: tickets.keeps || last === null });
  return false;
}

/** When the last of their tickets ended, and whether one is still there that needs its profile. */
async function lookAt(desk: Desk, { id }: User): Promise<{ keeps: boolean; last: string | null }> {
  let ends: Ends = { open: false, last: null };
  let keeps = false;
  for await (const ticket of ticketsOf(desk, id, [])) {
    ends = endsWith(ends, ticket);
    keeps ||= !(await isOver(desk, ticket));
  }
  if (!keeps) for await (const ticket of ticketsReadAlong(desk, id)) if ((keeps = !(await isOver(desk, ticket)))) break;
  return { keeps: keeps || ends.open, last: ends.last };
}

const isOver = async (desk: Desk, ticket: Ticket): Promise<boolean> =>
  canBeOver(desk, ticket) && (await stillSpeaks(desk, String(ticket.id))) === "no";
