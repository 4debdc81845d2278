import { describe, expect, test } from "vitest";
import { groundsFor, provisionOf } from "./refusal";
import { rightNames } from "./right";

const common = ["manifestly-unfounded", "excessive", "not-identified"];

describe("Art. 12(4), (5): on which grounds a request may be refused", () => {
  test.each([
    ["access", common],
    ["erasure", [...common, "exception"]],
    ["rectification", [...common, "not-met"]],
    ["restriction", [...common, "not-met"]],
    ["portability", [...common, "not-met"]],
    ["intervention", [...common, "not-met"]],
    // Weighed: the grounds that outweigh it stand in the balance, not in a refusal.
    ["objection", common],
  ] as const)("%s: %j", (right, grounds) => {
    expect(groundsFor({ right, purposes: [] })).toEqual(grounds);
  });

  test("what ends at once is refused on none", () => {
    for (const right of ["withdrawal", "objection"] as const)
      expect(groundsFor({ right, purposes: ["newsletter"] })).toEqual([]);
  });

  test("each names its provision", () => {
    expect(provisionOf("exception", "erasure")).toBe("17(3)");
    expect(provisionOf("not-met", "rectification")).toBe("16");
    for (const right of rightNames)
      for (const ground of groundsFor({ right, purposes: [] }))
        expect(provisionOf(ground, right)).toMatch(/^\d{2}(\(\d\))?$/);
  });
});
