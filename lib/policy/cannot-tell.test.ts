import { expect, test } from "vitest";
import { cannotTell } from "./cannot-tell";
import { loadPolicy } from "./load";

const policy = loadPolicy("policy.yaml");

test("whoever holds only kinds that stand alone, or is searched by people, is not among them", () =>
  expect(cannotTell(policy, "shop")).toEqual(["mailbox", "zendesk"]));

test("the system that holds the record is not asked about itself", () =>
  expect(cannotTell(policy, "zendesk")).toEqual(["shop", "mailbox"]));

test("a system whose records name others can tell", () => {
  const { standsAlone: _, ...token } = policy.categories["payment-token"]!;
  const categories = { ...policy.categories, "payment-token": { ...token, standsAlone: false } };
  expect(cannotTell({ ...policy, categories }, "shop")).toContain("stripe");
  const stripe = structuredClone(policy.sources.stripe);
  if (stripe?.kind !== "http") throw new Error("the model policy has no Stripe");
  for (const collection of Object.values(stripe.collections)) collection.names = { order: "metadata.order_number" };
  expect(cannotTell({ categories, sources: { ...policy.sources, stripe } }, "shop")).not.toContain("stripe");
});
