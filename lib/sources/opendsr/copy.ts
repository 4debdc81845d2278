/**
 * Art. 15(3), 20(1): a copy is ordered, waited for and read. Where its order is remembered stands under a keyed hash, and
 * only until it was read: the next request gets a copy of its own day.
 */
import { createHmac, randomUUID } from "node:crypto";
import type { Group } from "../../gdpr/plan-value";
import { SourceUnreachable, WrongPerson, type Person, type SourceRecord, type UnderWay } from "../source";
import { mayFetch, refusedBy, stream } from "./call";
import type { Following } from "./give-order";
import { identitiesOf, isOfAnother } from "./identities";
import type { At } from "./order-at";
import { forgetOrder, orderId, orderOf, type Order } from "./orders";
import { objectsIn } from "./results";

type Columns = "provided" | undefined;
const day = 86_400_000;
const typeOf = (columns: Columns): string => (columns ? "portability" : "access");

/** Orders the copy unless it is ordered; null when it lies ready. */
export async function prepareCopy(at: At, person: Person, columns: Columns): Promise<UnderWay | null> {
  const { order } = await followCopy(at, person, typeOf(columns));
  if (order.state === "completed") return null;
  return { count: 1, askAgain: order.askAgain, by: order.by };
}

/** The records of a copy that lies ready. Throws `SourceUnreachable` while it does not, and when it is not whole. */
export async function* readCopy(at: At, person: Person, group: Group, columns: Columns): AsyncGenerator<SourceRecord> {
  const { source, asks, mapping, tools } = at;
  const waits = await prepareCopy(at, person, columns);
  if (waits) throw new SourceUnreachable(source, null, "unreachable", new Date(waits.askAgain));
  const name = nameOf(at, person, typeOf(columns));
  const order = (await tools.memory.get(name)) as string;
  const status = await asks.status(order);
  let read = 0;
  if (status?.results_url)
    for await (const values of results(at, new URL(status.results_url))) {
      if (isOfAnother(values, person, mapping.identities)) throw new WrongPerson(source, "results");
      read += 1;
      yield { category: group.category, part: "person", key: String(read), values };
    }
  // Fewer than it said is no whole answer; the copy is made again from the start.
  if (status === null || (status.results_count ?? read) !== read)
    throw new SourceUnreachable(source, null, "unexpected-answer");
  await tools.memory.forget(name);
  await forgetOrder(tools.memory, order);
}

function nameOf({ asks, mapping }: At, person: Person, type: string): string {
  const who = JSON.stringify(identitiesOf(person, mapping.identities));
  return `copy/${type}/${createHmac("sha256", asks.token).update(who).digest("hex")}`;
}

async function followCopy(at: At, person: Person, type: string): Promise<{ order: Order }> {
  const { source, mapping, tools } = at;
  const { memory } = tools;
  const name = nameOf(at, person, type);
  const now = await tools.now();
  const before = (await memory.get(name)) as string | undefined;
  const known = before === undefined ? null : await orderOf(memory, before);
  // Between two looks nothing is asked.
  if (known && known.state !== "completed" && now < known.askAgain) return { order: known };
  let id = before;
  // What was refused is ordered anew after a day.
  if (id === undefined || known?.state === "cancelled") {
    id = orderId(source, type, randomUUID());
    // Another worker was first: its order is everybody's.
    if (!(await memory.swap(name, before, id))) return followCopy(at, person, type);
    if (before !== undefined) await forgetOrder(memory, before);
  }
  const about = { subject_request_type: type, subject_identities: identitiesOf(person, mapping.identities) };
  return putOff(at, id, await at.follow(id, null, about), now);
}

async function putOff({ tools }: At, id: string, { order }: Following, now: string): Promise<{ order: Order }> {
  if (order.state !== "cancelled") return { order };
  const later: Order = { ...order, askAgain: new Date(Date.parse(now) + day).toISOString() };
  await tools.memory.put(`order/${id}`, later);
  return { order: later };
}

async function* results({ source, asks, mapping, tools }: At, url: URL): AsyncGenerator<Record<string, unknown>> {
  const { hosts } = asks;
  if (!mayFetch(url, hosts)) throw new SourceUnreachable(source, null, "unexpected-answer");
  // The token is for the processor's own address, not for where it keeps its files.
  const token = url.host === hosts[0] ? asks.token : undefined;
  const { status, headers, body } = await stream({ source, url, hosts, token, within: mapping.answerWithin });
  if (status !== 200)
    throw refusedBy(source, { status, headers, body: Buffer.alloc(0) }, new Date(await tools.now()), "GET");
  yield* objectsIn(source, body);
}
