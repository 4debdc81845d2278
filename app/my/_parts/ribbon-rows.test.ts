/** What goes is said to go when it does: not before its day, and not at all where something has to come first. */
import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { messagesFor } from "../../../i18n/messages";
import { day } from "../../../lib/gdpr/day";
import type { Line } from "../../../lib/gdpr/answer-line";
import { ribbonRows, type Drawn } from "./ribbon-rows";

const today = day("2026-11-28");
const line = (fields: Partial<Line>) =>
  ({
    category: "order",
    label: "Orders",
    reason: "norm",
    since: null,
    from: null,
    last: null,
    on: null,
    ...fields,
  }) as Line;
const t = createTranslator({ messages: messagesFor("en"), locale: "en", namespace: "my.ribbon" as never });
const rows = (lines: Line[], starts: Drawn["starts"] = null) =>
  ribbonRows({ lines, today, starts, locale: "en", t: t as unknown as Drawn["t"] });

test.each([
  [null, today, "now"],
  [day("2026-11-29"), day("2026-11-29"), "from 29 Nov 2026"],
  ["checked", today, "after the check"],
  ["copy", today, "after your copy"],
] as const)("with the start %s what is deleted ends %s: %s", (starts, until, end) => {
  expect(rows([line({ fate: "deleted" })], starts)).toMatchObject([{ until, end }]);
  expect(rows([line({ fate: "disconnected" })], starts)[0]?.end).toBe(
    starts === null ? "no longer connected" : `separated ${end}`,
  );
});

test("what was shortened today is not said to be gone", () => {
  expect(rows([line({ fate: "shortened", on: today })])).toMatchObject([{ until: today, end: "shortened now" }]);
});

test("what stays ends on its last day; without one for all of it nowhere", () => {
  const dated = line({ fate: "locked", from: day("2030-01-01"), last: day("2033-01-01") });
  expect(rows([dated])).toMatchObject([{ until: "2033-01-01" }]);
  expect(rows([dated, line({ fate: "locked" })])).toMatchObject([{ until: null, end: "no date yet" }]);
});
