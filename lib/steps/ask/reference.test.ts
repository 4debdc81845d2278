import { expect, test } from "vitest";
import { isReceiptShown, receiptMinutes } from "./reference";

test("a receipt code is shown for as many minutes as its page says, and not a moment longer", () => {
  const sent = new Date("2026-11-27T09:00:00Z");
  const after = (ms: number) => new Date(sent.getTime() + receiptMinutes * 60_000 + ms);
  expect([sent, after(0), after(1)].map((now) => isReceiptShown(sent, now))).toEqual([true, true, false]);
});
