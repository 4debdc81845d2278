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
  const others = "It also concerns other people, so we may not hand it out (Art. 15(4) GDPR).";
  const secret = "The law lets us leave it out of the copy (§ 203 StGB; § 29 BDSG).";
  const alone = [{ category: "order", count: 5, why: others }];
  expect(withheldOf(lines, alone, "en")).toEqual([
    { category: "order", count: 7, why: others },
    { category: "support-ticket", count: 7, why: others },
    { category: "support-ticket", count: 1, why: secret },
  ]);
});

test("why is said in the sentence of the page, never by a norm alone", () => {
  expect(withheldOf([line("shop", "order", 1)], [], "de")).toEqual([
    {
      category: "order",
      count: 1,
      why: "Es betrifft auch andere Menschen, deshalb dürfen wir es nicht herausgeben (Art. 15 Abs. 4 DSGVO).",
    },
  ]);
});

test("what was not counted in one system is not counted in all", () => {
  const lines = [line("shop", "order", 2), line("dhl", "order", null), line("zendesk", "order", 1)];
  expect(withheldOf(lines, [], "en")).toMatchObject([{ category: "order", count: null }]);
});
