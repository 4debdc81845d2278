/** The sentences over the answer of a correction are true of what came of it. */
import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { messagesFor } from "../../../../../i18n/messages";
import type { Line, Told } from "../../../../../lib/gdpr/answer-line";
import type { Manner } from "../../../../../lib/queries/my/manner";
import { headlineKey } from "./headline-key";

type Speaker = ((key: string, values?: Record<string, string>) => string) & { has(key: string): boolean };
const say = (namespace: string): Speaker =>
  createTranslator({ messages: messagesFor("en"), locale: "en", namespace: namespace as never }) as unknown as Speaker;

const answered = (manner: Manner, lines: Partial<Line>[]) => ({
  manner,
  phase: "answered" as const,
  byHand: [],
  outcome: { lines } as Told,
});
const changed: Partial<Line> = { fate: "corrected", reason: "norm" };

test.each(["editing", "address", "correcting"] as const)("%s: what is gone was not changed", (manner) => {
  const [head, next] = [say("my.headlines"), say("my.next")];
  for (const t of [head, next])
    expect(headlineKey(answered(manner, [changed]), t.has, "answered")).toBe(`${manner}.answered`);
  for (const lost of [answered(manner, []), { ...answered(manner, []), outcome: null }]) {
    expect(head(headlineKey(lost, head.has, "answered"))).toBe("There was nothing to change.");
    expect(next(headlineKey(lost, next.has, "answered"))).toBe("The record you named is no longer held.");
  }
});

test("what a person does by hand is not told as gone, and what a system did not take not as made", () => {
  const { has } = say("my.next");
  const due = { system: "ERP", labels: [], due: null, doneAt: null, doneOn: null, effectiveOn: null };
  expect(headlineKey({ ...answered("correcting", []), byHand: [due] }, has, "answered")).toBe("correcting.answered");
  const held = answered("editing", [{ fate: "stays", reason: "held" }]);
  expect(headlineKey(held, has, "answered")).toBe("editing.answered-held");
});

test("whom we tell is promised where somebody is told", () => {
  const t = say("my.next");
  expect(t("editing.answered", { told: "yes" })).toBe("Below stands what changed, and whom we tell.");
  expect(t("editing.answered", { told: "no" })).toBe("Below stands what changed.");
  expect(t("correcting.answered", { told: "no" })).toBe("Below stands what came of it.");
});

test("what is left out of a copy is told as not in it: all that was asked to be seen is kept anyway", () => {
  const t = say("my.numbers");
  expect(t("kept", { number: "2", manner: "access" })).toBe("2 not in your copy");
  expect(t("kept", { number: "2", manner: "portability" })).toBe("2 not in your files");
  expect(t("kept", { number: "2", manner: "erasure" })).toBe("2 kept");
});
