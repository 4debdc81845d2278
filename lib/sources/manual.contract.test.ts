/**
 * A system that only a person reaches keeps what the contract says of looking: it counts nothing, lists nothing, hands
 * nothing out, and has no way to write.
 */
import { expect, test } from "vitest";
import { openSources } from ".";
import { modelPolicy } from "../policy/broken.fixture";
import { loadPolicy } from "../policy/load";
import type { Source } from "./source";
import { sourceContract, type Stage } from "./source.contract";
import { testTools } from "./tools.fixture";

const policy = loadPolicy(modelPolicy);
const manual = Object.entries(policy.sources).find(([, { kind }]) => kind === "manual");
if (!manual) throw new Error("the model policy has a system that only a person reaches");
const opened = (): Source => {
  const [source] = openSources({ ...policy, sources: Object.fromEntries([manual]) }, { tools: () => testTools() });
  if (source?.kind !== "manual") throw new Error("it cannot be opened");
  return source;
};
const somebody = { account: "KW-1", addresses: [], names: [], postcodes: [] };

sourceContract("manual", async (): Promise<Stage> => {
  const source = opened();
  return {
    source,
    person: somebody,
    stranger: { account: null, addresses: [], names: [], postcodes: [] },
    cutoffs: {},
    digestOfOther: async () => "",
    provided: {},
    pauses: false,
    corrections: null,
    unfit: { stored: {}, allowed: {} },
    changeMeanwhile: async () => undefined,
    close: () => source.close(),
  };
});

test("what only a person does is never done by itself", async () => {
  const source = opened();
  expect([source.write, source.due, source.sweeping, source.prepare]).toEqual(Array(4).fill(undefined));
  const { groups } = await source.locate(somebody, {});
  expect(groups.every(({ count }) => count === null)).toBe(true);
  for (const group of groups) {
    for await (const _ of source.list(somebody, group)) throw new Error("something is listed");
    for await (const _ of source.read(somebody, group)) throw new Error("something is handed out");
  }
});
