/**
 * What is ordered for a line of an approved list, and what came of it. The specification knows erasure; Art. 16, 18 and 21
 * are ordered by an extension where the policy names its domain, in an order for access: whoever does not know the
 * extension then does no harm.
 */
import type { Effect, Item, UnderWay, Writing } from "../source";
import type { Identity } from "./identities";
import type { At } from "./order-at";
import { orderId, orderOf } from "./orders";

/** Asked of the extension, by what is written. */
const extended: Partial<Record<Writing, { operation: string; ends?: true }>> = {
  rectify: { operation: "rectification" },
  restrict: { operation: "restriction" },
  pause: { operation: "restriction" },
  lift: { operation: "restriction", ends: true },
  stop: { operation: "objection" },
};
const reversed: Partial<Record<Writing, Writing>> = { pause: "lift", lift: "pause" };

export async function writeItems(at: At, writing: Writing, items: readonly Item[], operation: string): Promise<Effect> {
  const effect: Effect = { done: 0, gone: 0, held: 0 };
  for (const item of items) {
    const came = await writeOne(at, writing, item, operation);
    if (typeof came === "string") effect[came] += 1;
    else effect.underWay = together(effect.underWay, came);
  }
  return effect;
}

/** How many of the items have no order that is done. */
export async function leftOf({ tools: { memory } }: At, writing: Writing, items: readonly Item[]): Promise<number> {
  let left = 0;
  for (const { key } of items) {
    const order = (await memory.get(nameOf(writing, key))) as string | undefined;
    if (!order || (await orderOf(memory, order))?.state !== "completed") left += 1;
  }
  return left;
}

const nameOf = (writing: Writing, key: string): string => `item/${writing}/${key}`;

type Came = "done" | "gone" | "held" | UnderWay;

async function writeOne(at: At, writing: Writing, item: Item, operation: string): Promise<Came> {
  const { memory } = at.tools;
  const name = nameOf(writing, item.key);
  const known = (await memory.get(name)) as string | undefined;
  const before = known ? await orderOf(memory, known) : null;
  if (before?.state === "completed") return "gone";
  const about = await orderFor(at, writing, item);
  if (!about) return "held";
  // What the processor refused may be ordered anew, by another operation: somebody has decided so.
  const refused = before?.state === "cancelled" && before.operation !== operation;
  const id = known && !refused ? known : orderId(at.source, operation, item.key);
  if (id !== known && !(await memory.swap(name, known, id))) return writeOne(at, writing, item, operation);
  const subject_identities = JSON.parse(item.version) as Identity[];
  const { order } = await at.follow(id, operation, { ...about, subject_identities });
  if (order.state === "cancelled") return "held";
  if (order.state !== "completed") return { count: 1, askAgain: order.askAgain, by: order.by };
  const undone = reversed[writing];
  if (undone) await memory.forget(nameOf(undone, item.key));
  return "done";
}

/** Null for what the processor takes no orders about. */
async function orderFor({ mapping, supports }: At, writing: Writing, { values }: Item): Promise<object | null> {
  if (writing === "erase") return (await supports("erasure")) ? { subject_request_type: "erasure" } : null;
  const operation = extended[writing];
  if (!mapping.extension || !operation || !(await supports("access"))) return null;
  const more = { ...operation, ...(values ? { values } : {}) };
  return { subject_request_type: "access", extensions: { [mapping.extension]: more } };
}

function together(before: UnderWay | undefined, { count, askAgain, by }: UnderWay): UnderWay {
  if (!before) return { count, askAgain, by };
  const earlier = before.askAgain < askAgain ? before.askAgain : askAgain;
  return { count: before.count + count, askAgain: earlier, by: before.by > by ? before.by : by };
}
