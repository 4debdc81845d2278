/** § 35a GmbHG: what a letter head can say, and what is found before anything is sent. */
import { expect, test } from "vitest";
import { broken, problemsOf } from "./broken.fixture";
import { readPolicy } from "./load";

const withHead = (text: string) =>
  broken({ under: "purposes", from: "purposes:", to: `letterhead:\n${text}\npurposes:` });
const register = "  register: { seat: Berlin, court: Amtsgericht Charlottenburg, number: HRB 12 B }";

test("the whole of it is taken as it stands", () => {
  const text = `  contact: ["Tel. +49 30 1234", www.shop.example]\n${register}\n  directors: [Ada Byron]\n  chair: Grace Murray\n  vatId: DE123456789`;
  const { policy, problems } = readPolicy(withHead(text));
  expect(problems).toEqual([]);
  expect(policy?.letterhead).toEqual({
    contact: ["Tel. +49 30 1234", "www.shop.example"],
    register: { seat: "Berlin", court: "Amtsgericht Charlottenburg", number: "HRB 12 B" },
    directors: ["Ada Byron"],
    chair: "Grace Murray",
    vatId: "DE123456789",
  });
});

test("each key alone that may stand alone, and none at all", () => {
  for (const text of ["  vatId: ATU12345678", "  contact: [www.shop.example]", "  {}"])
    expect(problemsOf(withHead(text)), text).toEqual([]);
  expect(readPolicy(broken({ under: "purposes", from: "", to: "" })).policy?.letterhead).toBeUndefined();
});

test.each<[string, string, string, RegExp]>([
  ["directors without a register", "  directors: [Ada Byron]", "letterhead.directors", /add “register” with seat, court and number/],
  ["a register without directors", register, "letterhead.register", /add “directors”/],
  ["a chair alone", "  chair: Grace Murray", "letterhead.chair", /add “register” and “directors”, or take it out/],
  ["no seat", "  register: { court: Amtsgericht, number: HRB 1 }\n  directors: [A]", "letterhead.register.seat", /“seat” is missing: add it/],
  ["nobody who manages it", `${register}\n  directors: []`, "letterhead.directors", /“directors” is too short/],
  ["a VAT id with spaces", '  vatId: "DE 123 456"', "letterhead.vatId", /“DE 123 456” has not the form of “vatId”.*without spaces/],
  ["a VAT id that is a number", "  vatId: 123456789", "letterhead.vatId", /must be a string/],
  ["a line that breaks", '  contact: ["a\\nb"]', "letterhead.contact.0", /one line/],
  ["a line that turns the writing", '  contact: ["a\\u202eb"]', "letterhead.contact.0", /turn the writing/],
  ["a line wider than its place", `  contact: [${"x".repeat(61)}]`, "letterhead.contact.0", /at most 60/],
  ["a key nobody knows", "  fax: none", "letterhead.fax", /Nobody knows the key “fax”/],
])("%s", (_, text, path, message) => {
  const [found] = problemsOf(withHead(text));
  expect(found?.path.replace(/\[(\d+)\]/g, ".$1")).toBe(path);
  expect(found?.message).toMatch(message);
}); // prettier-ignore
