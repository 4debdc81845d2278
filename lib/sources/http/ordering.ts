/** One write of one record: what it needs, what can come of it, and what the statuses of answers mean. */
import type { HttpWriting } from "../../policy/kinds/http";
import { SourceUnreachable, type Item, type UnderWay, type Writing } from "../source";
import { unexpected } from "./failure";
import type { System } from "./found";
import type { Order, Orders } from "./orders";
import { scopeOf, type Part } from "./part";
import type { Scope } from "./template";

export type Outcome = "done" | "gone" | "held" | UnderWay;

export type Run = { system: System; orders: Orders; writing: Writing; operation: string; now: Date };
export type Ordering = Run & { part: Part; item: Item; how: HttpWriting };

/** The variables of a write; `order.id` is the same in every attempt, for systems that know an order by it. */
export function scopeOfWrite({ system: { keys }, part, item, operation }: Ordering): Scope {
  return { ...scopeOf(part, keys, item), "order.id": keys.name(part.id, `${item.key} ${operation}`) };
}

/** Whether the system has taken the write, for now or for later. */
export const isTaken = ({ done, accepted }: HttpWriting, status: number): boolean =>
  done.includes(status) || accepted.includes(status);

/** What a status means that is no success. Throws on one that the policy does not know. */
export function refusalOf(source: string, how: HttpWriting, status: number): "gone" | "held" {
  if (how.gone.includes(status)) return "gone";
  if (how.refused.includes(status)) return "held";
  if (status === 403) throw new SourceUnreachable(source, new Error("the system answered 403"), "forbidden");
  throw unexpected(source, `the system answered ${status} to a write`);
}

/** Whether the same call twice is harmless (RFC 9110, 9.2.2, unless the policy says otherwise). */
export const isRepeatable = ({ repeatable, request }: HttpWriting): boolean =>
  repeatable ?? (request.method === "PUT" || request.method === "DELETE");

/** Nobody knows whether the write had its effect: the next call with the same operation looks first. */
export const unknownOutcome = ({ system: { source }, now }: Pick<Run, "system" | "now">): SourceUnreachable =>
  new SourceUnreachable(
    source,
    new Error("a write had no answer, and nothing shows yet whether it was carried out"),
    "unknown-outcome",
    new Date(now.getTime() + 60_000),
  );

/** Writes down how far an order is. */
export const keep = ({ orders, part, item, writing }: Ordering, order: Order): Promise<void> =>
  orders.put(part, item.key, writing, order);
