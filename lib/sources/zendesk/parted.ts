/** The items of a list by what they are, and what the policy has done with them. */
import type { Item, Writing } from "../source";
import { profilePart, ticketPart } from "./classify";
import { ticketsByIds, usersByIds, type Desk } from "./desk";
import type { Mark } from "./mark";

/** Each record once, by its part. */
export function parted(items: readonly Item[]): { tickets: Item[]; profiles: Item[] } {
  const each = [...new Map(items.map((item) => [JSON.stringify([item.part, item.key]), item])).values()];
  const isProfile = ({ part }: Item) => part === profilePart;
  return { tickets: each.filter((item) => !isProfile(item)), profiles: each.filter(isProfile) };
}

export const keys = (items: readonly Item[]): string[] => [...new Set(items.map(({ key }) => key))];

/** Whether the policy leaves the ticket itself. */
export function isEmptied({ mapping }: Desk, { part }: Pick<Item, "part">): boolean {
  const entry = mapping.tickets.find(({ category }) => ticketPart(category) === part);
  if (!entry) throw new Error(`the policy names no ${part} in this source`);
  return entry.erase === "redact";
}

/** Null where the policy names no tag for it. */
export function markOf({ mapping }: Desk, writing: Exclude<Writing, "rectify" | "erase">): Mark | null {
  const tag = writing === "restrict" ? mapping.lock : ["pause", "lift"].includes(writing) ? mapping.pause : undefined;
  return tag === undefined ? null : { tag, set: writing !== "lift" };
}

/** How many of the records are there, marked or not. */
export const present = async (desk: Desk, tickets: Item[], profiles: Item[]): Promise<number> =>
  (await ticketsByIds(desk, keys(tickets))).size + (await usersByIds(desk, keys(profiles))).size;
