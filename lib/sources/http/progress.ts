/** How far an order is: asked no sooner than agreed, moved on where the system waits for a step, confirmed or failed. */
import type { Job } from "../../policy/kinds/http";
import { unexpected } from "./failure";
import { parsed, textOf, valueAt } from "./json";
import { look } from "./look";
import { later } from "./moment";
import { keep, type Ordering, type Outcome } from "./ordering";
import type { Order } from "./orders";
import { bodyOf } from "./pages";
import { scopeOf } from "./part";

/** Asks after an order that was taken. */
export async function progress(ordering: Ordering, order: Order): Promise<Outcome> {
  const { now, how } = ordering;
  if (now.getTime() < Date.parse(order.askAgain)) return underWay(order);
  if (!how.job || order.job === null) {
    // Confirmed by time: nothing ever says so.
    await keep(ordering, { ...order, state: "confirmed" });
    return "done";
  }
  return asked(ordering, order, how.job);
}

const underWay = ({ askAgain, by }: Order): Outcome => ({ count: 1, askAgain, by });

async function asked(ordering: Ordering, order: Order, job: Job): Promise<Outcome> {
  const { system, part, item, now } = ordering;
  const scope = { ...scopeOf(part, system.keys, item), "job.id": order.job ?? "" };
  const answer = await system.calls.reading(job.poll, scope);
  const lost = answer.status === 404 || answer.status === 410;
  const status = lost ? "" : textOf(valueAt(bodyOf(system.calls, answer), job.status));
  if (status === null) throw unexpected(system.source, "the answer has no status of the order");
  if (job.done.includes(status)) return end(ordering, order, "confirmed");
  // An order that has vanished is confirmed by nobody: only the record itself may still say that it is gone.
  if (lost) return end(ordering, order, (await isGone(ordering)) ? "confirmed" : "failed");
  await advance(ordering, job, status, scope);
  if (job.failed.includes(status)) return end(ordering, order, "failed");
  const next = { ...order, askAgain: later(now, job.every).toISOString() };
  await keep(ordering, next);
  return underWay(next);
}

async function end(ordering: Ordering, order: Order, state: "confirmed" | "failed"): Promise<Outcome> {
  await keep(ordering, { ...order, state });
  return state === "confirmed" ? "done" : "held";
}

async function isGone({ system, part, item }: Ordering): Promise<boolean> {
  return part.collection.read !== undefined && (await look(system, part, item)) === null;
}

/** A step that the system waits for. Whatever comes of it, the next question shows it. */
async function advance({ system }: Ordering, job: Job, status: string, scope: Record<string, string>): Promise<void> {
  const step = job.advance.find(({ when }) => when.includes(status));
  if (!step) return;
  const answer = await system.calls.writing(step.request, scope);
  if (answer && answer.status > 299 && parsed(answer.text) === undefined)
    throw unexpected(system.source, `the system answered ${answer.status} to a step`);
}
