/**
 * A system behind an HTTP API as a source, from its values in `policy.yaml` alone (or a preset). What it can do is what the
 * policy says; what it cannot becomes a task for a person.
 */
import type { HttpSource } from "../policy/kinds/http";
import type { Policy } from "../policy/schema";
import { calls } from "./http/calls";
import { secretOf, secretsOf } from "./http/credentials";
import type { System } from "./http/found";
import { keysOf } from "./http/key";
import { handedOut, listed, located, selected } from "./http/locate";
import { isChanged, isLeft } from "./http/look";
import { hasNames, namesOf } from "./http/names";
import { ordersIn } from "./http/orders";
import { partsOf } from "./http/part";
import { probed } from "./http/probe";
import { write } from "./http/write";
import type { Item, Source, SourceTools } from "./source";

export type HttpOptions = { tools: SourceTools; zone: string; categories: Policy["categories"] };

/** The source `id` as its policy says. Throws when its address or a secret is missing. Close it when done. */
export function httpSource(id: string, config: HttpSource, { tools, zone, categories }: HttpOptions): Source {
  for (const name of secretsOf(config.auth)) secretOf(tools, name);
  const asked = calls(id, config, tools);
  const keys = keysOf(id, tools);
  const parts = partsOf(config.collections);
  const system: System = { source: id, calls: asked, keys, parts, zone, categories };
  const orders = ordersIn(tools.memory, keys);
  return {
    id,
    kind: "http",
    batch: 20,
    probe: () => probed(asked, config),
    locate: async (person, cutoffs) => ({ groups: await located(system, person, cutoffs), learned: {} }),
    list: (person, group) => listed(system, orders, person, group),
    read: (person, group, columns) => handedOut(system, person, group, columns),
    write: async (writing, items, operation) =>
      write({ system, orders, writing, operation, now: new Date(await tools.now()) }, items),
    changed: (items, writing) => countOf(items, (item) => isChanged(system, orders, item, writing)),
    left: (writing, items) => countOf(items, (item) => isLeft(system, orders, writing, item)),
    // Without a place where records name others, nothing could be said of any of them.
    ...(parts.some(({ collection }) => hasNames(collection)) ? { namesOf: (items) => namesOf(system, items) } : {}),
    partOf: (group) => selected(group.selector).part,
    // What is asked for each record of another part goes before it.
    inWritingOrder: (ids) =>
      parts
        .map(({ id }) => id)
        .filter((id) => ids.includes(id))
        .toReversed(),
    close: () => asked.close(),
  };
}

async function countOf(items: readonly Item[], is: (item: Item) => Promise<boolean>): Promise<number> {
  let count = 0;
  for (const item of items) if (await is(item)) count += 1;
  return count;
}
