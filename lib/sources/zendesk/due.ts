/**
 * Art. 5(1)(e): what has come to its time without a request: tickets that the policy deletes, those that it empties, and
 * profiles. Zendesk's search only brings up candidates, by whole days of its own; each is read again and judged as it is for
 * a request. What is paused is not listed, nor an emptied ticket that says nothing any more.
 */
import { microseconds } from "../../gdpr/instant";
import { ruleOf } from "../../gdpr/retention";
import type { Tickets } from "../../policy/kinds/zendesk";
import type { Due, Item } from "../source";
import type { Ticket } from "./answers";
import { byNumber, dayAfter } from "./candidates";
import { countsFrom, entryOf, profilePart, ticketPart } from "./classify";
import { inHundreds, ticketsByIds, type Desk } from "./desk";
import { dueProfiles } from "./due-profiles";
import { stillSpeaks } from "./redact";
import { ticketVersion } from "./version";

/** Tickets, then profiles, each in the order of their numbers. */
export async function* dueRecords(desk: Desk, asked: Due): AsyncGenerator<Item> {
  const { category, after, limit } = asked;
  if (after && after.part !== profilePart && after.part !== ticketPart(category))
    throw new Error(`source ${desk.id}: nothing of ${category} is in ${after.part}`);
  let left = limit;
  const inProfiles = after?.part === profilePart;
  if (!inProfiles)
    for await (const item of dueTickets(desk, asked)) {
      if (left <= 0) return;
      left -= 1;
      yield item;
    }
  for await (const item of dueProfiles(desk, inProfiles ? asked : { ...asked, after: null })) {
    if (left <= 0) return;
    left -= 1;
    yield item;
  }
}

async function* dueTickets(desk: Desk, asked: Due): AsyncGenerator<Item> {
  const { category, cutoff, after } = asked;
  const entries = entriesOf(desk, asked);
  if (entries.length === 0) return;
  const search = searchFor(entries, cutoff);
  const from = after ? Number(after.key) : 0;
  const found = (await desk.candidates.of(search, after === null)).filter((id) => id > from);
  for (const some of inHundreds(found.map(String))) {
    const there = await ticketsByIds(desk, some);
    for (const key of some) {
      const ticket = there.get(key);
      if (ticket && (await isDue(desk, entries, ticket, cutoff)))
        yield { part: ticketPart(category), key, version: ticketVersion(desk.mapping, ticket) };
    }
  }
  desk.candidates.usedUp(search.name);
}

/** What the policy says of the tickets of a rule that ends in their going, or in their being emptied. */
function entriesOf({ mapping, rules }: Desk, { category, rule: id }: Due): Tickets[] {
  return mapping.tickets.filter((entry) => {
    const rule = ruleOf(rules(entry.category), entry.rule);
    return entry.category === category && rule?.id === id && rule.end === "erase";
  });
}

async function isDue(desk: Desk, entries: readonly Tickets[], ticket: Ticket, cutoff: string): Promise<boolean> {
  const { mapping } = desk;
  const entry = entryOf(mapping, ticket);
  const end = countsFrom(ticket, entry.from);
  const isPaused = mapping.pause !== undefined && ticket.tags.includes(mapping.pause);
  if (!entries.includes(entry) || ticket.status !== "closed" || isPaused || end === null) return false;
  if (microseconds(end) >= microseconds(cutoff)) return false;
  return entry.erase === "delete" || (await stillSpeaks(desk, String(ticket.id))) === "yes";
}

/** Closed tickets that may be due. */
function searchFor(entries: readonly Tickets[], cutoff: string) {
  const tags = entries.flatMap((entry) => (entry.field ? [] : (entry.tags ?? [])));
  const [only] = tags;
  const isOne = tags.length === 1 && entries.length === 1;
  const query = `status:closed created<${dayAfter(cutoff)}${isOne ? ` tags:${only}` : ""}`;
  return byNumber(`tickets ${query}`, "ticket", query);
}
