import { describe, expect, test } from "vitest";
import { blackedOut, fateOf, listedValues, reasonsIn, recordName, type RecordDecision } from "./redaction";

const decision: RecordDecision = {
  part: "notes/note",
  key: "1",
  version: "a",
  withheld: null,
  fields: { city: null, name: "rights-of-others", price: "trade-secret" },
};
const known = new Map([[recordName(decision), decision]]);
const mark = (reason: string) => `[${reason}]`;

describe("Art. 15(4): what becomes of a record that names others", () => {
  test.each([
    ["as it was decided about", { part: "notes/note", key: "1", version: "a" }, "released"],
    ["changed since", { part: "notes/note", key: "1", version: "b" }, "undecided"],
    ["never decided about", { part: "notes/note", key: "2", version: "a" }, "undecided"],
    ["the same key in another part", { part: "parcels/note", key: "1", version: "a" }, "undecided"],
  ])("%s", (_, record, fate) => expect(fateOf(record, known)).toBe(fate));

  test("withheld as a whole", () => {
    const all = new Map([[recordName(decision), { ...decision, withheld: "secrecy" as const }]]);
    expect(fateOf(decision, all)).toBe("withheld");
    expect(reasonsIn(listedValues({ ...decision, withheld: "secrecy" }))).toEqual(["secrecy"]);
  });
});

describe("a record as it leaves", () => {
  const values = { city: "Leipzig", name: "Lotte", price: 5, unseen: "nobody looked at this" };

  test("has marks for what is blacked out, and for every field that nobody decided about", () => {
    expect(blackedOut(values, listedValues(decision), mark)).toEqual({
      city: "Leipzig",
      name: "[rights-of-others]",
      price: "[trade-secret]",
      unseen: "[rights-of-others]",
    });
  });

  test("has nothing but marks without a decision, even for names that every object has", () => {
    const odd = JSON.parse('{"constructor":"x","toString":"y","__proto__":"z"}') as Record<string, unknown>;
    expect(Object.values(blackedOut(odd, {}, mark))).toEqual(Array(3).fill("[rights-of-others]"));
  });
});
