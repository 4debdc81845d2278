import { expect, test } from "vitest";
import german from "../../../messages/de.json";
import { rightNames } from "../../../lib/gdpr/right";
import { rightKey } from "./right-key";

const { my } = german;
const said = (key: string): unknown =>
  key.split(".").reduce<unknown>((tree, part) => (tree as Record<string, unknown>)[part], my);

test("who asks for somebody else does not ask for their own data", () => {
  expect(said(rightKey({ right: "access", manner: "access" }))).toBe("Meine Daten sehen");
  for (const right of rightNames) {
    expect(said(rightKey({ right, manner: "another" }))).toEqual(expect.any(String));
    expect(said(rightKey({ right, manner: "another" }))).not.toMatch(/mein/i);
  }
});
