import { expect, test } from "vitest";
import { loadPolicy } from "../../policy/load";
import { partsOfHoldings } from "./parts-of-holdings";
import { waysFor } from "./ways";

const policy = loadPolicy("policy.yaml");

test("each kind stands in one part, with every system that holds it, and none that waits for a review in any", () => {
  const parts = partsOfHoldings(policy);
  const named = parts.flatMap(({ categories }) => categories);
  expect(new Set(named).size).toBe(named.length);
  expect(parts.find(({ categories }) => categories.includes("account"))?.sources).toContain("shop");
  const reviewed = Object.keys(policy.categories).filter((id) => policy.categories[id]?.disclose !== "always");
  expect(reviewed.length).toBeGreaterThan(0);
  expect(named.filter((id) => reviewed.includes(id))).toEqual([]);
});

test("a kind held by two systems waits for both", () => {
  const shop = policy.sources.shop;
  const mail = Object.entries(policy.sources).find(([, { kind }]) => kind === "http");
  if (!shop || !mail || mail[1].kind !== "http") throw new Error("the model policy has a shop and a system over HTTP");
  const shared = Object.values(mail[1].collections)[0]?.category as string;
  const sources = { ...policy.sources, second: mail[1] };
  const part = partsOfHoldings({ ...policy, sources }).find(({ categories }) => categories.includes(shared));
  expect(part?.sources).toEqual(expect.arrayContaining([mail[0], "second"]));
});

test("what can be done about a kind is what the policy's rights allow, in the order of the Regulation", () => {
  const all = Object.keys(policy.categories).map((id) => waysFor(id, policy));
  for (const ways of all) expect(ways).toEqual(expect.arrayContaining(["delete", "pause"]));
  const none = { rectification: "no", portability: "no", objection: "no", withdrawal: "no" } as const;
  const [id, category] = Object.entries(policy.categories)[0] ?? [];
  if (!id || !category) throw new Error("the model policy has categories");
  const waysOf = (change: Partial<typeof category>) =>
    waysFor(id, { ...policy, categories: { [id]: { ...category, ...change } } });
  expect(waysOf({ rights: none })).toEqual(["delete", "pause"]);
  const every = { ...none, rectification: "yes", portability: "yes", objection: "balance", withdrawal: "x" } as const;
  const security = ["security"];
  expect(waysOf({ rights: every, purposes: security })).toEqual([
    "correct",
    "delete",
    "pause",
    "take",
    "object",
    "end",
  ]);
  // A contract cannot be objected to, and advertising always can.
  const objected = (purposes: string[]) => waysOf({ rights: every, purposes }).includes("object");
  expect([["support"], ["your-rights"], ["support", ...security], ["newsletter"]].map(objected)).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(() => waysFor("unheard-of", policy)).toThrow("no category unheard-of");
});
