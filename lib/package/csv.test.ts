import fc from "fast-check";
import { expect, test } from "vitest";
import { cell } from "./csv";

test.each([
  ["plain", '"plain"'],
  ['say "x"', '"say ""x"""'],
  ["=1+1", `"'=1+1"`],
  ["+49 30", `"'+49 30"`],
  ["-1", `"'-1"`],
  ["@sum", `"'@sum"`],
  ["\t=1", `"' =1"`],
  ["\r=1", `"'=1"`],
  ["\0=1", `"'=1"`],
  ["\n =1", `"'\n =1"`],
  ["＝1", `"'＝1"`],
  ["＋1", `"'＋1"`],
  ["－1", `"'－1"`],
  ["＠1", `"'＠1"`],
  ["a\r\nb", `"a\nb"`],
  [5, "5"],
  [-5, "-5"],
  [true, "true"],
  [null, ""],
  [{ a: "=1" }, `"{""a"":""=1""}"`],
])("%j → %s", (value, text) => expect(cell(value)).toBe(text));

test("no cell begins a formula or carries a control character, whatever the value is", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "=", " +", "\t-", "\0@", "\u200b=", "＝"),
      (rest, start) => {
        const said = cell(start + rest)
          .slice(1, -1)
          .replaceAll('""', '"');
        expect(said).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
        expect(said).not.toMatch(/(?!\n)\p{Cc}/u);
      },
    ),
  );
});
