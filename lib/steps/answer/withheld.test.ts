/** Art. 12(4), 15(4): what is left out of a copy, in letter and package. */
import { expect, test } from "vitest";
import type { AnswerLine } from "./answer-of";
import { withheldOf } from "./copy";

const line = (source: string, category: string, count: number | null, more: Partial<AnswerLine> = {}): AnswerLine => ({
  source,
  category,
  action: "keep",
  ground: "15(4)",
  norm: null,
  until: null,
  since: null,
  count,
  open: 0,
  held: 0,
  gone: 0,
  ...more,
});

test("each kind and reason once, with the records of all systems, in the order in which kinds are told", () => {
  const lines = [
    line("shop", "order", 2),
    line("zendesk", "support-ticket", 3),
    line("shop", "support-ticket", 4),
    line("shop", "support-ticket", 1, { ground: "bdsg-29", norm: "§ 203 StGB" }),
    line("shop", "account", 9, { action: "export", ground: null }),
  ];
  const alone = [{ category: "order", count: 5, why: "Art. 15(4) GDPR" }];
  expect(withheldOf(lines, alone, "en")).toEqual([
    { category: "order", count: 7, why: "Art. 15(4) GDPR" },
    { category: "support-ticket", count: 7, why: "Art. 15(4) GDPR" },
    { category: "support-ticket", count: 1, why: "§ 29 BDSG; § 203 StGB" },
  ]);
});

test("what was not counted in one system is not counted in all", () => {
  const lines = [line("shop", "order", 2), line("dhl", "order", null), line("zendesk", "order", 1)];
  expect(withheldOf(lines, [], "en")).toMatchObject([{ category: "order", count: null }]);
});
