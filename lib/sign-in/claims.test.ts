import { describe, expect, test } from "vitest";
import { readClaims, usedSecondFactor } from "./claims";

const names = { accountClaim: "shop_account_id", rolesClaim: "roles" };
const now = new Date("2026-11-23T10:00:00Z");
const base = { iss: "https://login.example", sub: "1", auth_time: now.getTime() / 1000 - 60 };
const read = (claims: object) => readClaims({ ...base, ...claims }, names, now);

describe("what an account's server says", () => {
  test("account and roles are read from the claims that the policy names", () => {
    expect(read({ shop_account_id: "KW-1", roles: ["dpo"], account: "other" })).toMatchObject({
      account: "KW-1",
      roles: ["dpo"],
    });
  });
  test("a role we do not know is none", () =>
    expect(read({ roles: ["admin", "system", "subject", "legal"] }).roles).toEqual(["legal"]));
  test.each([[undefined], ["dpo"], [{ dpo: true }], [[1]]])("roles %j give none", (roles) =>
    expect(read({ roles }).roles).toEqual([]),
  );
  test("an address counts as proved only when the server says so", () => {
    expect(read({ email: "A@Mail.Example" })).toMatchObject({ email: "a@mail.example", emailVerified: false });
    expect(read({ email: "a@mail.example", email_verified: "true" }).emailVerified).toBe(false);
    expect(read({ email: "a@mail.example", email_verified: true }).emailVerified).toBe(true);
  });
  test("the proof is as old as the server says, never fresh without its word, never from the future", () => {
    expect(read({}).age).toBe(60);
    expect(read({ auth_time: undefined }).age).toBeGreaterThan(86_400);
    expect(read({ auth_time: now.getTime() / 1000 + 500 }).age).toBe(0);
  });
  test("without issuer or subject there is nobody", () => {
    expect(() => readClaims({ sub: "1" }, names)).toThrow();
    expect(() => readClaims({ iss: "https://login.example" }, names)).toThrow();
  });
});

test.each([
  [["mfa"], null, true],
  [["pwd", "otp"], null, true],
  [["pwd", "hwk"], null, true],
  [[], "phr", true],
  [["pwd"], null, false],
  [["pwd", "pin"], null, false],
  [["otp", "sms"], null, false],
  [[], null, false],
  [["constructor", "pwd"], null, false],
])("methods %j with class %j are two factors: %j", (amr, acr, two) => expect(usedSecondFactor({ amr, acr })).toBe(two));
