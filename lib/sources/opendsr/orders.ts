/**
 * The orders that were given to a processor, in the portal's memory: written down before they are sent, under an id that
 * follows from the operation, so that a repeat asks for the same order and never gives a second one.
 */
import { createHash } from "node:crypto";
import type { SourceMemory } from "../source";

/**
 * `meant`: about to be sent, perhaps sent. `askAgain`: not before, as far as the portal asks by itself; `by`: until when it
 * should be done. `operation` is that of a write, null for a copy.
 */
export type Order = {
  state: "meant" | "ordered" | "completed" | "cancelled";
  operation: string | null;
  askAgain: string;
  by: string;
};

/** An id as the specification wants it, a lower-case UUID of version 4, that is the same for the same words. */
export function orderId(...words: readonly string[]): string {
  const bytes = createHash("sha256").update(JSON.stringify(words)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const isOrderId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);

/** The order of an id, as it was last seen. */
export async function orderOf(memory: SourceMemory, id: string): Promise<Order | null> {
  return ((await memory.get(`order/${id}`)) as Order | undefined) ?? null;
}

export const keepOrder = (memory: SourceMemory, id: string, order: Order): Promise<void> =>
  memory.put(`order/${id}`, order);

/** Writes an order down where `before` stands; false when another worker was first. */
export const claimOrder = (memory: SourceMemory, id: string, change: { before: Order | null; after: Order }) =>
  memory.swap(`order/${id}`, change.before ?? undefined, change.after);

export const forgetOrder = (memory: SourceMemory, id: string): Promise<void> => memory.forget(`order/${id}`);

/** The processor says that something happened: it is asked at the next look, whatever was agreed before. */
export async function askSooner(memory: SourceMemory, id: string, now: string): Promise<Order | null> {
  const order = await orderOf(memory, id);
  if (!order || !isOpen(order)) return null;
  await keepOrder(memory, id, { ...order, askAgain: now });
  return order;
}

export const isOpen = ({ state }: Order): boolean => state === "meant" || state === "ordered";
