/** The table of hostile input leaves out no form and no field: it is compared with what the sources hold. */
import { expect, test } from "vitest";
import { actions, passes, type Line } from "../lib/sign-in/authorisation";
import { fieldsIn, fieldsOfActions, plainForms } from "./form-fields";
import { hostileStrings } from "./hostile";
import { hostileForms } from "./hostile-forms";

test("the strings are what they say: two hundred at least, none of them twice", () => {
  expect(new Set(hostileStrings).size).toBe(hostileStrings.length);
  expect(hostileStrings.length).toBeGreaterThanOrEqual(200);
});

test("every action of a customer is named, with every field that it takes; every other form is known", () => {
  const forms = hostileForms({ reference: "", code: "" });
  const lines = Object.entries<Line>(actions).filter(([, { access }]) => passes(access, ["subject"]));
  expect(lines.map(([line]) => line).toSorted()).toEqual(Object.keys(forms).toSorted());
  const named = Object.entries(forms).map(([line, { well }]) => [
    line,
    [...new Set(Object.keys(well).map(schemaName))].toSorted(),
  ]);
  // Files are no text: what is in them is looked at by their own tests.
  const taken = Object.entries(fieldsOfActions()).map(([line, fields]) => [
    line,
    fields.filter((name) => name !== "files").toSorted(),
  ]);
  expect(Object.fromEntries(named)).toEqual(Object.fromEntries(taken));
  expect(plainForms()).toEqual([
    "/api/auth/sign-out",
    "/api/auth/signin/oidc",
    "/api/package/${reference",
    "/api/proof/${reference",
    "/complaint#yours",
    "/my/new",
    "send",
  ]);
});
const schemaName = (field: string): string => field.split(".", 1)[0] ?? "";

test("every field is tried", () => {
  for (const [line, { well, rounds }] of Object.entries(hostileForms({ reference: "", code: "" })))
    expect(new Set(rounds.flatMap(({ fields }) => fields)), line).toEqual(new Set(Object.keys(well)));
});

test("a field that is added is seen", () => {
  const file = `const form = z.object({ id: z.uuid(), "odd": z.string(), to: z.record(z.string().regex(/^[{,]$/), text) });
    export const a = secureAction("pause", form, async () => {});
    export const b = openAction(\n  "stop",\n  z.object({ token, more: z.array(z.object({ inner: z.string() })) }), act);`;
  expect(fieldsIn(file)).toEqual([
    ["pause", ["id", "to"]],
    ["stop", ["token", "more"]],
  ]);
  expect(() => fieldsIn(`secureAction("pause", elsewhere, act)`)).toThrow("stands elsewhere");
});
