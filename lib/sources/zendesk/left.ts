/** How much of approved lists is still there. What Zendesk is still removing is left; its bin is asked once for all lists. */
import type { Item, Looking, Writing } from "../source";
import { uncorrected } from "./correct";
import { ticketsByIds, type Desk } from "./desk";
import { usersLeft } from "./erase-users";
import { unmarkedTickets, unmarkedUsers } from "./mark";
import { isEmptied, keys, markOf, parted, present } from "./parted";
import { unredacted } from "./redact";

/** A look at the lists of a plan. */
export function lookingAt(desk: Desk): Looking {
  const counts = new Map<string, number>();
  /** Tickets that are not at the desk, by the list that names them. */
  const away: { list: string; id: string }[] = [];
  const count = (list: string, more: number) => void counts.set(list, (counts.get(list) ?? 0) + more);
  return {
    async add(list, writing, items) {
      if (writing !== "erase") return count(list, await unfinished(desk, writing, items));
      const { tickets, profiles } = parted(items);
      const emptied = keys(tickets.filter((item) => isEmptied(desk, item)));
      const deleted = keys(tickets.filter((item) => !isEmptied(desk, item)));
      const there = await ticketsByIds(desk, deleted);
      for (const id of deleted) if (!there.has(id)) away.push({ list, id });
      count(list, there.size + (await unredacted(desk, emptied)) + (await usersLeft(desk, keys(profiles))));
    },
    async left() {
      const lying = await desk.bin.lying([...new Set(away.map(({ id }) => id))]);
      for (const { list, id } of away.splice(0)) if (lying.has(id)) count(list, 1);
      return counts;
    },
  };
}

/** How many of the items of one list are not yet in the end state. */
export async function left(desk: Desk, writing: Writing, items: readonly Item[]): Promise<number> {
  const look = lookingAt(desk);
  await look.add("", writing, items);
  return (await look.left()).get("") ?? 0;
}

async function unfinished(desk: Desk, writing: Exclude<Writing, "erase">, items: readonly Item[]): Promise<number> {
  if (writing === "rectify") return uncorrected(desk, items);
  const { tickets, profiles } = parted(items);
  const mark = markOf(desk, writing);
  if (!mark) return present(desk, tickets, profiles);
  const open = await unmarkedTickets(desk, keys(tickets), mark);
  return open.length + (await unmarkedUsers(desk, keys(profiles), mark)).length;
}
