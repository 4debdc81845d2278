import { expect, test } from "vitest";
import type { Line } from "./answer-line";
import { foreseen } from "./foreseen";

const line = (category: string, fate: Line["fate"], count: number | null) => ({ category, fate, count }) as Line;

test("what is only shortened or disconnected is not counted as deleted, neither in records nor in kinds", () => {
  const lines = [
    line("newsletter", "deleted", 8),
    line("web-log", "shortened", 20_033),
    line("voucher", "deleted", 1),
    line("voucher", "disconnected", 2),
    line("invoice", "locked", 3),
    line("order", "deleted", 4),
    line("order", "stays", 5),
    line("device", "stays", null),
  ];
  expect(foreseen(lines)).toEqual({
    records: [
      { part: "erased", count: 13 },
      { part: "shortened", count: 20_033 },
      { part: "unlinked", count: 2 },
      { part: "locked", count: 3 },
      { part: "kept", count: 5 },
    ],
    kinds: [
      { part: "deleted", count: 2 },
      { part: "changed", count: 2 },
      { part: "stays", count: 3 },
    ],
  });
});

test("what is not there is not told", () => {
  expect(foreseen([])).toEqual({ records: [], kinds: [] });
});
