import { expect, test } from "vitest";
import { messagesFor } from "../../i18n/messages";
import { isStaying, shortKey, whyKey, type Fate, type Reason } from "./answer-line";

const line = (fate: Fate, reason: Reason = "norm", ground: string | null = null) => ({ fate, reason, ground });

test("the article that lets it stay says why in plain words; what went names its norm alone", () => {
  expect(whyKey(line("locked", "norm", "17(3)(b)"))).toBe("duty");
  expect(whyKey(line("stays", "norm", "17(3)(e)"))).toBe("claims");
  expect(whyKey(line("deleted", "norm", "17(3)(b)"))).toBe("norm");
  expect(whyKey(line("locked", "matter", "17(3)(b)"))).toBe("matter");
  expect(whyKey(line("stopped", "norm"))).toBe("stopped");
  expect(shortKey(line("stays"))).toBe("rule");
  expect(shortKey(line("deleted"))).toBeNull();
});

test("every reason has its sentences", () => {
  const reasons: Reason[] = ["norm", "licence", "not-asked", "matter", "may-matter", "taken-up", "no-longer-needed", "paused", "open-order", "warranty", "contract", "others", "kept-back", "not-provided", "no-consent-or-contract", "not-correctable", "held", "copy"]; // prettier-ignore
  const { why, "in-short": short } = (messagesFor("en").my as { lines: Record<string, Record<string, string>> }).lines;
  for (const reason of reasons) {
    expect(Object.keys(why ?? {})).toContain(whyKey(line("stays", reason)));
    expect(Object.keys(short ?? {})).toContain(shortKey(line("stays", reason)));
  }
});

test("what nobody asked about is not what the law makes us keep", () => {
  expect(isStaying(line("stays", "not-asked"))).toBe(false);
  expect(isStaying(line("locked"))).toBe(true);
  expect(isStaying(line("under-way"))).toBe(false);
});
