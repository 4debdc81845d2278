/** Art. 30: the record of the model policy is whole; of a policy that says less, what is missing is named. */
import { describe, expect, test } from "vitest";
import { everywhere } from "../../../i18n/language";
import { actor, type Role } from "../../actor";
import { loadPolicy } from "../../policy/load";
import type { Policy } from "../../policy/schema";
import { processingRecord, recordOf } from "./record";

const own = loadPolicy("policy.yaml");
const as = (role: Role) =>
  actor({
    person: "00000000-0000-4000-8000-000000000001",
    roles: [role],
    door: "oidc",
    authAge: 1,
    session: "s",
    account: null,
    email: null,
    name: null,
    language: "en",
  });

describe("the record of the model company", () => {
  const record = recordOf(own, "en");

  test("misses nothing", () => {
    expect(record.missing).toEqual({ security: false, people: [], unused: [] });
    for (const one of record.activities)
      expect([one.people.length, one.categories.length, one.periods.length, one.norm.length], one.id).not.toContain(0);
  });

  test("says of an activity what the policy says of its categories", () => {
    const bookkeeping = record.activities.find(({ id }) => id === "bookkeeping");
    expect(bookkeeping).toMatchObject({
      label: "Accounts and tax",
      people: ["people who take part in a competition", "customers"],
    });
    expect(bookkeeping?.periods).toContainEqual(
      expect.objectContaining({ rule: expect.objectContaining({ keep: "P8Y", from: "end-of-year" }) }),
    );
  });

  test("each recipient outside the EEA has its safeguard", () => {
    const all = record.activities.flatMap(({ recipients }) => recipients);
    expect(all.find(({ id }) => id === "zendesk")).toMatchObject({
      country: "US",
      safeguard: expect.stringContaining("45"),
    });
    expect(all.find(({ id }) => id === "brevo")).toMatchObject({ country: "DE", safeguard: null });
    expect(record.joint).toContain("Criteo SA");
  });

  test("no recipient stands twice in an activity", () => {
    for (const { id, recipients } of record.activities)
      expect(new Set(recipients.map((one) => one.id)).size, id).toBe(recipients.length);
  });
});

test("what a policy does not say is named by its key", () => {
  const { people: _people, ...account } = own.categories.account as Policy["categories"][string];
  const { security: _security, ...less } = own;
  const purposes = { ...own.purposes, pastime: { label: everywhere("x"), basis: "a", norm: "x" } } as const;
  const record = recordOf({ ...less, purposes, categories: { ...own.categories, account } }, "de");
  expect(record.missing).toEqual({ security: true, people: ["account"], unused: ["pastime"] });
  expect(record.security).toBeNull();
  expect(record.activities.map(({ id }) => id)).not.toContain("pastime");
});

test.each(["subject", "operator"] as const)("is nothing for %s", (role) => {
  expect(processingRecord(as(role), "en")).toBeNull();
});
