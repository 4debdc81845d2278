/** What a system shows now about records of a list: whether they are there, changed, or in the end state of a writing. */
import { WrongPerson, type Item, type Writing } from "../source";
import { attached, keyScope, matching, type System } from "./found";
import { unexpected } from "./failure";
import { isJson, valueAt, type Json } from "./json";
import { partById } from "./locate";
import type { Ordering } from "./ordering";
import { blindVersion, isConfirmed, type Orders } from "./orders";
import { bodyOf } from "./pages";
import { scopeOf, type Part } from "./part";
import { inEndState, versionOf } from "./record";

/** Reads one record again by its key, null when it is gone. Throws `WrongPerson` when another one answers. */
export async function look(system: System, part: Part, item: Pick<Item, "key">): Promise<Json | null> {
  const scope = scopeOf(part, system.keys, item);
  const { item: one } = part.collection;
  const same = (record: Json) =>
    Object.entries(keyScope(system, part, record)).every(([name, value]) => scope[name] === value);
  if (!one) {
    for await (const record of matching(system, part, scope)) if (same(record)) return record;
    return null;
  }
  const answer = await system.calls.reading(one.request, scope);
  if (one.gone.includes(answer.status)) return null;
  const record = valueAt(bodyOf(system.calls, answer), one.record);
  if (!isJson(record)) throw unexpected(system.source, "the answer has no record where the policy says");
  if (!same(record)) throw new WrongPerson(system.source, part.id);
  return attached(system, part, record, scope);
}

/** Whether a record is gone, or in the end state that a write leads to. */
export async function hasEnded({ system, part, item, writing }: Ordering): Promise<boolean> {
  const record = await look(system, part, item);
  return record === null || inEndState(part.collection, writing, record, item.values);
}

/** Whether a listed record is still there and not yet in the end state of the writing. */
export async function isLeft(system: System, orders: Orders, writing: Writing, item: Item): Promise<boolean> {
  const part = partById(system, item.part);
  if (isConfirmed(await orders.get(part, item.key, writing), item.version)) return false;
  if (!part.collection.read) return true;
  const record = await look(system, part, item);
  return record !== null && !inEndState(part.collection, writing, record, item.values);
}

/** Whether somebody else has changed a listed record. */
export async function isChanged(system: System, orders: Orders, item: Item, writing?: Writing): Promise<boolean> {
  const part = partById(system, item.part);
  const { collection } = part;
  const ends: Writing[] = ["erase", ...(writing ? [writing] : [])];
  for (const end of ends) if (isConfirmed(await orders.get(part, item.key, end), item.version)) return false;
  if (!collection.read) return (await blindVersion(orders, part, item.key)) !== item.version;
  const record = await look(system, part, item);
  if (!record || versionOf(collection, record) === item.version) return false;
  return !ends.some((end) => inEndState(collection, end, record, item.values));
}
