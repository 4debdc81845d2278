import fc from "fast-check";
import { expect, test } from "vitest";
import { recordsIn, type RecordPage } from "../sources/source";
import { csvLine } from "./csv";
import { members, plainLines } from "./plain-lines";

const pageOf = (columns: readonly string[], jsons: readonly string[]): RecordPage => ({
  category: "order",
  part: "orders/order",
  columns,
  records: jsons.map((json, at) => ({ key: String(at), json })),
});
const short = (page: RecordPage) => plainLines(page.columns)(members("shop", page), ",,");
const long = (page: RecordPage) =>
  recordsIn(page)
    .map(({ part, key, values }) => csvLine(["shop", part, key, ...page.columns.map((name) => values[name]), "", ""]))
    .join("")
    .replaceAll(',"",""\r\n', ",,\r\n");

test("plain records become lines without being taken apart", () => {
  const page = pageOf(
    ["id", "email", "n", "b", "gone"],
    ['{"id":"1","email":"ana@mail.example","n":-12,"b":true,"gone":null}', '{"id":"a,null","email":"","n":0,"b":false,"gone":null}'],
  ); // prettier-ignore
  expect(short(page)).toBe(
    '"shop","orders/order","0","1","ana@mail.example",-12,true,,,\r\n"shop","orders/order","1","a,null","",0,false,,,\r\n',
  );
});

test.each([
  ["a quotation mark", String.raw`{"a":"say \"x\""}`],
  ["an escaped control character", String.raw`{"a":"\u0007"}`],
  ["a control character that JSON does not escape", '{"a":"x\u0085"}'],
  ["the beginning of a formula", '{"a":"=1+1"}'],
  ["a formula behind a blank", '{"a":"\u00a0+1"}'],
  ["an object", '{"a":{"b":"c"}}'],
  ["an array", '{"a":["b"]}'],
  ["a number with a fraction", '{"a":1.50}'],
  ["a number that JavaScript rounds", '{"a":9007199254740993}'],
  ["minus zero", '{"a":-0}'],
  ["a value between blanks, as a column of type json may hold it", '{"a": "x"}'],
  ["a value before a line feed", '{"a":"x"\n}'],
])("%s is left to the long way", (_what, json) => expect(short(pageOf(["a"], [json]))).toBeNull());

test("a column called like the place of the values hides nothing", () =>
  expect(short(pageOf(["values"], ['{"values":{"a":"x"}}']))).toBeNull());

test("where there is a short way it gives what the long way gives, whatever names and values are", () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."ab,:{}[]'`$&.*? \n\r\t=+-@\"\\\u0085\u2028é€") }),
    fc.constantFrom(
      "null",
      ",null",
      'a","key":"b',
      '}},\n{"source":',
      ',"values":{',
      "source",
      "key",
      "part",
      "values",
      "id",
    ),
  );
  const value = fc.oneof(text, text, fc.integer(), fc.boolean(), fc.constant(null), fc.double(), fc.array(text));
  let taken = 0;
  fc.assert(
    fc.property(
      fc.uniqueArray(text, { minLength: 1, maxLength: 4 }).chain((columns) => {
        const record = fc.tuple(...columns.map(() => value));
        return fc.tuple(fc.constant(columns), fc.array(record, { minLength: 1, maxLength: 3 }));
      }),
      ([columns, rows]) => {
        const jsons = rows.map(
          (row) => `{${columns.map((name, at) => `${JSON.stringify(name)}:${JSON.stringify(row[at])}`).join(",")}}`,
        );
        const page = pageOf(columns, jsons);
        const found = short(page);
        if (found === null) return;
        taken += 1;
        expect(found).toBe(long(page));
      },
    ),
    { numRuns: 3_000 },
  );
  expect(taken).toBeGreaterThan(100);
});
