/**
 * What was ordered at a system that cannot be looked into, or that carries orders out later: written down before the order
 * is sent and after it was taken, so that a crash never leads to a second order.
 */
import * as z from "zod";
import type { SourceMemory, Writing } from "../source";
import type { Keys } from "./key";
import type { Part } from "./part";
import { fingerprint } from "./record";

const shape = z.object({
  /** `intended`: about to be sent, or sent without an answer; until `askAgain` whoever intended it may still be at it. */
  state: z.enum(["intended", "ordered", "confirmed", "failed"]),
  /** The version of the record that the order is about: a record listed later is another matter. */
  version: z.string(),
  operation: z.string(),
  at: z.string(),
  job: z.string().nullable(),
  askAgain: z.string(),
  by: z.string(),
});
export type Order = z.output<typeof shape>;

export type Orders = {
  get(part: Part, key: string, writing: Writing): Promise<Order | null>;
  put(part: Part, key: string, writing: Writing, order: Order): Promise<void>;
  /** Puts an order where `before` stands; false when another worker was first. */
  swap(part: Part, key: string, writing: Writing, change: { before: Order | null; after: Order }): Promise<boolean>;
};

/** Orders in the memory of a source, under names that tell nobody whose they are. */
export function ordersIn(memory: SourceMemory, keys: Keys): Orders {
  const name = (part: Part, key: string, writing: Writing) => `order/${writing}/${keys.name(part.id, key)}`;
  return {
    async get(part, key, writing) {
      const known = await memory.get(name(part, key, writing));
      return known === undefined ? null : shape.parse(known);
    },
    put: (part, key, writing, order) => memory.put(name(part, key, writing), order),
    swap: (part, key, writing, { before, after }) => memory.swap(name(part, key, writing), before ?? undefined, after),
  };
}

/** Writings after which what a system holds under an identity is no longer the same. */
const changing: readonly Writing[] = ["erase", "unlink", "restrict", "stop"];

/**
 * The version of something that cannot be read: what was confirmed about it so far. After an erasure the same identity
 * stands for what came later, which a new request erases with a new order.
 */
export async function blindVersion(orders: Orders, part: Part, key: string): Promise<string> {
  const confirmed: string[] = [];
  for (const writing of changing) {
    if (writing !== "truncate" && writing !== "rectify" && !part.collection[writing]) continue;
    const order = await orders.get(part, key, writing);
    if (order?.state === "confirmed") confirmed.push(`${writing} ${order.at}`);
  }
  return confirmed.length === 0 ? "none" : fingerprint(confirmed);
}

/** Whether this very thing was ordered and is confirmed. */
export const isConfirmed = (order: Order | null, version: string): boolean =>
  order !== null && order.state === "confirmed" && order.version === version;
