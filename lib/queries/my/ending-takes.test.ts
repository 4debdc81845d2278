import { expect, test } from "vitest";
import { loadPolicy } from "../../policy/load";
import { endingTakes, type EndingTakes } from "./ending-takes";

const policy = loadPolicy("policy.yaml");

test.each<[readonly string[], EndingTakes, string]>([
  [["newsletter"], { hand: 2, overlap: 3 }, "a mailing tool of others"],
  [["statistics"], { hand: 2, overlap: null }, "systems of others that count visits"],
  [["optional-account"], { hand: null, overlap: null }, "only the shop's own database"],
  [policy.stops.advertising, { hand: 2, overlap: 3 }, "all advertising"],
])("the end of %j takes %j: %s", (ends, takes) => {
  expect(endingTakes(ends, policy)).toEqual(takes);
});

test("where nothing is mailed any more after the press, no days are named", () => {
  const stops = { ...policy.stops, overlapDays: 0 };
  expect(endingTakes(["newsletter"], { ...policy, stops }).overlap).toBeNull();
});
