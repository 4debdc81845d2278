import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { readForm, typed } from "./form-input";

const schema = z.object({
  address: z.string().min(1),
  rights: z.array(z.enum(["access", "erasure"])).optional(),
  text: z.string().max(5, "desk.refuse.facts-too-long").optional(),
});
function form(...pairs: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  return data;
}
const keys = (data: FormData) => {
  const read = readForm(schema, data);
  return read.ok ? [] : read.problems.map(({ field, key }) => `${field}: ${key}`);
};

describe("a form", () => {
  test("gives texts, and lists where they are asked for, also of one", () => {
    expect(readForm(schema, form(["address", "a"], ["rights", "access"]))).toEqual({
      ok: true,
      value: { address: "a", rights: ["access"] },
    });
  });

  test("may hold Next's own fields", () => {
    expect(readForm(schema, form(["$ACTION_REF_1", ""], ["$ACTION_KEY", "k"], ["address", "a"])).ok).toBe(true);
  });

  test("may hold nothing that nobody asked for", () => {
    expect(keys(form(["address", "a"], ["role", "dpo"]))).toEqual(["null: shell.problems.strange"]);
    expect(keys(form(["address", "a"], ["__proto__", "x"])).length).toBe(1);
    expect(keys(form(["address", "a"], ["constructor", "x"])).length).toBe(1);
  });

  test("says what is missing, twice there or of its own kind of wrong", () => {
    expect(keys(form())).toEqual(["address: shell.problems.missing"]);
    expect(keys(form(["address", ""]))).toEqual(["address: shell.problems.missing"]);
    expect(keys(form(["address", "a"], ["address", "b"]))).toEqual(["address: shell.problems.invalid"]);
    expect(keys(form(["address", "a"], ["rights", "all"]))).toEqual(["rights: shell.problems.invalid"]);
    expect(keys(form(["address", "a"], ["text", "too long"]))).toEqual(["text: desk.refuse.facts-too-long"]);
  });

  test("may hold a record, each entry once, and only where one is asked for", () => {
    const corrected = z.object({ to: z.record(z.string().regex(/^[a-z]+$/), z.string().max(5)).optional() });
    const read = (...pairs: [string, string][]) => readForm(corrected, form(...pairs));
    expect(read(["to.city", "Kiel"], ["to.name", ""])).toEqual({ ok: true, value: { to: { city: "Kiel", name: "" } } });
    expect(read(["to.city", "Kiel"], ["to.city", "Ulm"]).ok).toBe(false);
    expect(read(["to.__proto__", "x"])).toEqual({ ok: true, value: { to: {} } });
    expect(read(["to.city", "Hildesheim"])).toEqual({
      ok: false,
      problems: [{ field: "to.city", key: "shell.problems.too-long" }],
    });
    expect(keys(form(["address", "a"], ["text.x", "y"]))).toEqual(["null: shell.problems.strange"]);
  });

  test("is measured by what is kept: a line break is one character, and what cannot be seen is no answer", () => {
    expect(readForm(schema, form(["address", "a\0"], ["text", "1\r\n2\r\n3"]))).toEqual({
      ok: true,
      value: { address: "a", text: "1\n2\n3" },
    });
    expect(keys(form(["address", "\u200b"]))).toEqual(["address: shell.problems.missing"]);
    expect(typed(form(["address", "a\0\r\n"]))).toEqual({ address: ["a\0\r\n"] });
  });

  test("whatever is in it, reading it never throws", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
        const data = form(...pairs);
        readForm(schema, data);
        typed(data);
      }),
    );
  });

  test("gives back what was typed", () => {
    expect(typed(form(["$ACTION_KEY", "k"], ["a", "1"], ["a", "2"]))).toEqual({ a: ["1", "2"] });
  });
});
