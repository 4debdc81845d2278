import { expect, test } from "vitest";
import { mayTell } from "./disclosure";
import { group } from "./plan.fixture";

const ticket = group("support-ticket");
test.each([
  ["their own", ticket, "always", undefined, true],
  ["a category that waits for a review", ticket, "after-review", undefined, false],
  ["a category that the policy does not name", ticket, undefined, undefined, false],
  ["reviewed and disclosed", ticket, "after-review", "disclose", true],
  ["reviewed and withheld: named as withheld", ticket, "always", "withhold", true],
  ["reviewed and withheld, where even that is for the review", ticket, "after-review", "withhold", false],
  ["somebody else's", ticket, "always", "not-theirs", false],
  ["in doubt whose they are", { ...ticket, belongs: "ask" as const }, "always", undefined, false],
  ["decided to be theirs", { ...ticket, belongs: "ask" as const }, "always", "theirs", true],
  ["naming third persons", { ...ticket, doubt: "third-persons" as const }, "always", undefined, false],
  ["decided to be theirs, but naming somebody else", { ...ticket, belongs: "ask" as const, namesOthers: true as const }, "always", "theirs", false], // prettier-ignore
  ["theirs, but naming third persons", { ...ticket, doubt: "third-persons" as const }, "always", "theirs", false],
] as const)("%s", (_, one, disclose, answer, told) => expect(mayTell(one, disclose, answer)).toBe(told));
