import { expect, test } from "vitest";
import { manualSource, type ManualSource } from "./manual";
import { policySchema } from "../policy/schema";

const zendesk = {
  kind: "manual",
  label: { en: "Zendesk", de: "Zendesk" },
  categories: ["support-profile", "support-ticket"],
  recipient: "zendesk",
  steps: { en: "Open it.", de: "Öffnen." },
};
const sources = policySchema.shape.sources.parse({ zendesk });

test("a system reached by hand is a task for each of its categories", async () => {
  const source = manualSource("zendesk", sources.zendesk as ManualSource);
  const { groups, learned } = await source.locate({ account: "1", addresses: [], names: [], postcodes: [] }, {});
  expect(learned).toEqual({});
  expect(groups).toHaveLength(2);
  expect(groups[1]).toEqual({
    source: "zendesk",
    category: "support-ticket",
    rule: null,
    trigger: null,
    since: null,
    count: null,
    belongs: "mine",
    doubt: null,
    inUse: null,
    selector: "manual",
  });
  expect(source.write).toBeUndefined();
});
