import { describe, expect, test } from "vitest";
import { mannerOf } from "./manner";

const own = { choice: null, requester: "self", byHand: false };

describe("the words of an objection", () => {
  test("are those of advertising where it names no use", () => {
    expect(mannerOf({ ...own, right: "objection" })).toBe("advertising");
  });

  test("stay those of weighing when the use has ended", () => {
    expect(mannerOf({ ...own, right: "objection", choice: { purposes: ["credit-check"] } })).toBe("weighing");
  });
});

test.each([
  [{ automatic: true, identity: true, categories: ["account"] }, "address"],
  [{ automatic: true, identity: false, categories: ["address-book"] }, "editing"],
  [{ automatic: false, identity: false, categories: ["order"] }, "correcting"],
])("a correction %o is %s", (choice, manner) => {
  expect(mannerOf({ ...own, right: "rectification", choice })).toBe(manner);
});

test("whoever asks for somebody else, and what no source can be asked about, is told of a person", () => {
  expect(mannerOf({ ...own, right: "access", requester: "parent", byHand: true })).toBe("another");
  expect(mannerOf({ ...own, right: "access", byHand: true })).toBe("by-hand");
  expect(mannerOf({ ...own, right: "access" })).toBe("access");
});
