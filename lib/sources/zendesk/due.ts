/**
 * Art. 5(1)(e): tickets whose time has come without a request. Zendesk's search (API reference: search, export search results)
 * only brings up candidates, by whole days of its own; each is read again and judged as it is for a request. Not listed are
 * tickets that the policy empties, because only their messages show whether they are empty already, profiles, whose time
 * counts from all their tickets, and what is paused.
 */
import type { z } from "zod";
import { microseconds } from "../../gdpr/instant";
import { ruleOf } from "../../gdpr/retention";
import type { Tickets } from "../../policy/kinds/zendesk";
import type { Due, Item } from "../source";
import { searchPage, type Ticket } from "./answers";
import { countsFrom, entryOf, ticketPart } from "./classify";
import { inHundreds, pages, ticketsByIds, type Desk } from "./desk";
import { ticketVersion } from "./version";

/** In the order of their numbers. */
export async function* dueTickets(desk: Desk, asked: Due): AsyncGenerator<Item> {
  const { category, cutoff, limit, after } = asked;
  const entries = entriesOf(desk, asked);
  if (entries.length === 0) return;
  const part = ticketPart(category);
  if (after && after.part !== part) throw new Error(`source ${desk.id}: nothing of ${category} is in ${after.part}`);
  const from = after ? Number(after.key) : 0;
  const candidates = (await candidatesOf(desk, entries, cutoff)).filter((id) => id > from);
  let left = limit;
  for (const some of inHundreds(candidates.map(String))) {
    const there = await ticketsByIds(desk, some);
    for (const key of some) {
      const ticket = there.get(key);
      if (!ticket || !isDue(desk, entries, ticket, cutoff)) continue;
      if (left <= 0) return;
      left -= 1;
      yield { part, key, version: ticketVersion(desk.mapping, ticket) };
    }
  }
}

/** What the policy says of the tickets of a rule that ends in their going. */
function entriesOf({ mapping, rules }: Desk, { category, rule: id }: Due): Tickets[] {
  return mapping.tickets.filter((entry) => {
    const rule = ruleOf(rules(entry.category), entry.rule);
    return entry.category === category && rule?.id === id && rule.end === "erase" && entry.erase === "delete";
  });
}

function isDue({ mapping }: Desk, entries: readonly Tickets[], ticket: Ticket, cutoff: string): boolean {
  const entry = entryOf(mapping, ticket);
  const end = countsFrom(ticket, entry.from);
  const isPaused = mapping.pause !== undefined && ticket.tags.includes(mapping.pause);
  if (!entries.includes(entry) || ticket.status !== "closed" || isPaused || end === null) return false;
  return microseconds(end) < microseconds(cutoff);
}

/** The numbers of closed tickets that may be due, in their order: one for each, nothing else of them is kept. */
async function candidatesOf(desk: Desk, entries: readonly Tickets[], cutoff: string): Promise<number[]> {
  const tags = entries.flatMap((entry) => (entry.field ? [] : (entry.tags ?? [])));
  const [only] = tags;
  const isOne = tags.length === 1 && entries.length === 1;
  // Nothing ends before it began; the day is Zendesk's, in whatever zone.
  const day = new Date(Date.parse(cutoff) + 2 * 86_400_000).toISOString().slice(0, 10);
  const query = `type:ticket status:closed created<${day}${isOne ? ` tags:${only}` : ""}`;
  const call = {
    method: "GET" as const,
    path: "/api/v2/search/export",
    query: { query, "filter[type]": "ticket", "page[size]": "200" },
  };
  const found = new Set<number>();
  const shape: z.ZodType<z.output<typeof searchPage>> = searchPage;
  for await (const { results } of pages(desk, call, shape, room(desk))) for (const { id } of results) found.add(id);
  return [...found].toSorted((one, other) => one - other);
}

/** The export may be asked for a hundred times a minute. */
const room =
  ({ api }: Desk) =>
  () =>
    api.room("search", [{ calls: 100, seconds: 60 }]);
