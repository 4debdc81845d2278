import { expect, test } from "vitest";
import { mayWaive } from "./ways-out";

const now = new Date("2026-11-27T12:00:00Z");
const lies = { availableAt: new Date("2026-11-27T09:00:00Z"), expiresAt: new Date("2026-12-27T09:00:00Z"), downloads: 0, destroyedAt: null }; // prettier-ignore
const copy = (state: string, more: object | null = null) => ({ state, package: more && { ...lies, ...more } });
const row = { copyFirstRequest: copy("planned"), copyWaivedAt: null, state: "approved", waitsFor: null };

test("the wish to have a copy first can be taken back while the copy is still waited for", () => {
  expect(mayWaive({ ...row, state: "received" }, now)).toBe(true);
  expect(mayWaive(row, now)).toBe(true);
  expect(mayWaive({ ...row, copyFirstRequest: copy("delivered", {}) }, now)).toBe(true);
  // One that was asked for by itself.
  expect(mayWaive({ ...row, copyFirstRequest: null, waitsFor: "person" }, now)).toBe(true);
});

test.each([
  ["the person has it", { copyFirstRequest: copy("delivered", { downloads: 1 }) }],
  ["it is no longer offered", { copyFirstRequest: copy("delivered", { expiresAt: now }) }],
  ["it was taken back", { copyFirstRequest: copy("cancelled") }],
  ["it was waived before", { copyWaivedAt: now }],
  ["the deletion has run", { state: "fulfilled" }],
  ["the deletion was taken back", { state: "cancelled" }],
  ["no copy was asked for", { copyFirstRequest: null }],
])("and not when %s", (_, change) => expect(mayWaive({ ...row, ...change }, now)).toBe(false));
