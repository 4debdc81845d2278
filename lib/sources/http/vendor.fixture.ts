/** A vendor's stand-in as a source by its preset, with one clock for both. */
import { expect } from "vitest";
import type { StandIn } from "../../../demo/vendors/stand-in";
import { jane, vendorsFor } from "../../../demo/vendors/vendors.fixture";
import type { Item, Source, SourceMemory } from "../source";
import { testTools } from "../tools.fixture";
import { listOf, open, person, portalSecret } from "./http.fixture";

export const hour = 3_600_000;
export const category = "mail";
export const janes = person(jane.email, jane.ids as Record<string, string[]>);

/** Starts it for one test; its secrets, and below which path its API lies. `again` opens the source anew over the same memory, as another process would. */
export async function started(
  standIn: StandIn,
  source: Record<string, unknown>,
  { below = "", ...secrets }: Record<string, string>,
) {
  const { vendors } = await vendorsFor(standIn);
  const { name } = standIn;
  let ahead = 0;
  const tools = testTools({ ...portalSecret, VENDOR_URL: vendors.url(name) + below, ...secrets }, () =>
    new Date(Date.now() + ahead).toISOString(),
  );
  const again = (memory: SourceMemory = tools.memory) =>
    open({ base: "VENDOR_URL", ...source }, {}, { ...tools, memory }).source;
  const pass = (milliseconds: number) => {
    ahead += milliseconds;
    vendors.advance(milliseconds);
  };
  const orders = () => vendors.log(name).filter(({ method, path }) => method !== "GET" && !path.includes("token"));
  return {
    vendors,
    source: again(),
    again,
    memory: tools.memory,
    pass,
    orders,
    state: () => vendors.state(name),
    name,
  };
}

export const erase = (source: Source, items: readonly Item[], operation = "op-1") =>
  source.write!("erase", items, operation);

/** Everything that only looks. */
export async function lookAround(source: Source): Promise<void> {
  const { groups } = await source.locate(janes, {});
  for (const group of groups) for await (const _ of source.read(janes, group)) continue;
  const items = await listOf(source, janes);
  await source.left("erase", items);
  await source.changed(items, "erase");
  expect(await source.probe()).toEqual([]);
}
