/**
 * Orders: writes of which the system shows nothing, or which it carries out later. The intent is kept before the order is
 * sent and the answer after it, so that the same call again goes on where it stood and never orders a second time.
 */
import type { Job } from "../../policy/kinds/http";
import type { Answer } from "./client";
import { unexpected } from "./failure";
import { isJson, parsed, textOf, valueAt, type Json } from "./json";
import { hasEnded } from "./look";
import { instantOf, later } from "./moment";
import {
  isRepeatable,
  isTaken,
  keep,
  refusalOf,
  scopeOfWrite,
  unknownOutcome,
  type Ordering,
  type Outcome,
} from "./ordering";
import type { Order } from "./orders";
import { records } from "./pages";
import { scopeOf } from "./part";
import { progress } from "./progress";
import { fill, type Scope } from "./template";

/** Clocks of two systems differ by less. */
const skew = 10 * 60_000;

/** Orders once, and afterwards says how far the order is. */
export async function ordered(ordering: Ordering): Promise<Outcome> {
  const { orders, part, item, writing, operation } = ordering;
  const known = await orders.get(part, item.key, writing);
  // Another request that listed the same thing shares its order; what was listed after it was done needs a new one.
  const order = known?.version === item.version ? known : null;
  if (order?.state === "confirmed") return "gone";
  if (order?.state === "failed" && order.operation === operation) return "held";
  if (order?.state === "ordered") return progress(ordering, order);
  if (part.collection.read && (await hasEnded(ordering))) return "gone";
  return order?.state === "intended" ? resume(ordering, order) : place(ordering, known);
}

async function place(ordering: Ordering, before: Order | null): Promise<Outcome> {
  const at = ordering.now.toISOString();
  const { item, operation } = ordering;
  const askAgain = quietFrom(ordering);
  const intent: Order = { state: "intended", version: item.version, operation, at, job: null, askAgain, by: at };
  // Of two workers that come at once one orders; the other looks what the first has done.
  if (!(await claimed(ordering, before, intent))) return ordered(ordering);
  const outcome = await send(ordering, intent);
  return outcome ?? resume(ordering, intent);
}

/** Until when an order that is sent now may still arrive, or may not be shown yet. */
const quietFrom = ({ now, system: { calls } }: Ordering): string =>
  new Date(now.getTime() + calls.longest + 60_000).toISOString();

/** An intent without an answer: is the order there? Only what is harmless, or surely not there, is sent again. */
async function resume(ordering: Ordering, intent: Order): Promise<Outcome> {
  const { how, now } = ordering;
  if (!how.find && !isRepeatable(how)) throw unknownOutcome(ordering);
  const found = await findOrder(ordering, intent);
  if (found) return taken(ordering, intent, found);
  const again = { ...intent, askAgain: quietFrom(ordering) };
  // Whoever intended it may still be sending; a later call that finds nothing orders again, and only one of two.
  const waits = now.toISOString() < intent.askAgain || !(await claimed(ordering, intent, again));
  if (waits && !isRepeatable(how)) throw unknownOutcome(ordering);
  const outcome = await send(ordering, waits ? intent : again);
  if (!outcome) throw unknownOutcome(ordering);
  return outcome;
}

const claimed = ({ orders, part, item, writing }: Ordering, before: Order | null, after: Order): Promise<boolean> =>
  orders.swap(part, item.key, writing, { before, after });

async function send(ordering: Ordering, intent: Order): Promise<Outcome | null> {
  const { system, how } = ordering;
  const answer = await system.calls.writing(how.request, scopeOfWrite(ordering));
  if (!answer) return null;
  if (isTaken(how, answer.status)) return taken(ordering, intent, answerOf(answer, how.job, system.source));
  const outcome = refusalOf(system.source, how, answer.status);
  await keep(ordering, { ...intent, state: outcome === "gone" ? "confirmed" : "failed" });
  return outcome;
}

/** What the system said about the order. Without a number of the job the order could not be followed. */
function answerOf({ text }: Answer, job: Job | undefined, source: string): Json {
  const body = parsed(text);
  if (!job) return isJson(body) ? body : {};
  if (!isJson(body)) throw unexpected(source, "the answer to an order is no JSON");
  return body;
}

/** The order stands at the system: confirmed at once, or under way. */
async function taken(ordering: Ordering, intent: Order, said: Json): Promise<Outcome> {
  const { how, now, system } = ordering;
  const { job, confirmAfter } = how;
  if (!job && !confirmAfter) {
    await keep(ordering, { ...intent, state: "confirmed" });
    return "done";
  }
  const number = job ? textOf(valueAt(said, job.id)) : null;
  if (job && number === null) throw unexpected(system.source, "the answer to an order has no number");
  const promised = job?.by === undefined ? null : instantOf(valueAt(said, job.by));
  const by = (promised ?? later(now, job?.within ?? confirmAfter ?? "P1D")).toISOString();
  const askAgain = job ? later(now, job.every).toISOString() : by;
  await keep(ordering, { ...intent, state: "ordered", job: number, askAgain, by });
  return { count: 1, askAgain, by };
}

/** An order of the same content that is not older than ours. */
async function findOrder({ how, part, item, system }: Ordering, { at }: Order): Promise<Json | null> {
  const { find } = how;
  if (!find) return null;
  const scope = { ...system.calls.scope, ...scopeOf(part, system.keys, item) };
  for await (const record of records(system.calls, find, scope)) {
    const after = instantOf(valueAt(record, find.after));
    const fresh = after !== null && after.getTime() >= Date.parse(at) - skew;
    if (fresh && Object.entries(find.match).every(([path, wanted]) => matches(record, path, wanted, scope)))
      return record;
  }
  return null;
}

function matches(record: Json, path: string, wanted: string | string[], scope: Scope): boolean {
  const value = textOf(valueAt(record, path));
  return value !== null && [wanted].flat().some((one) => fill(one, scope) === value);
}
