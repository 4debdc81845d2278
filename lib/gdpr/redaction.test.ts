import { describe, expect, test } from "vitest";
import { draftPlan, groupKey } from "./plan";
import { group, input } from "./plan.fixture";
import { blackedOut, fateOf, isMarked, listedValues, onceTheirs, reasonsIn, recordName, type RecordDecision } from "./redaction"; // prettier-ignore

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

describe("records whose owner is in doubt and that name somebody else", () => {
  const both = group("order", { belongs: "ask", doubt: "several-names", namesOthers: true });

  test("are looked at one by one once they are the person's, and not before", () => {
    expect([undefined, "not-theirs", "withhold"].map((answer) => isMarked(onceTheirs(both, answer as never)))).toEqual([false, false, false]); // prettier-ignore
    expect(isMarked(onceTheirs(both, "theirs"))).toBe(true);
    const { namesOthers: _, ...plain } = both;
    expect(isMarked(onceTheirs(plain, "theirs"))).toBe(false);
  });

  test("are not taken along (Art. 20(4)) once they are the person's", () => {
    const answers = { [groupKey(both)]: "theirs" as const };
    expect(draftPlan(input("portability", [both], { answers }))).toMatchObject([{ action: "keep", ground: "20(4)" }]);
  });
});
