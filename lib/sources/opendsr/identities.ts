/**
 * By what a processor knows a person (OpenDSR 2.0, 5): what the policy says, as far as it is known of this person. Only
 * what was proved or what the account holds today: an order is about everything, so that one about a typed-in address, or
 * about one that the account gave up and somebody else has now, would reach a stranger.
 */
import { createHash } from "node:crypto";
import type { OpendsrSource } from "../../policy/kinds/opendsr";
import type { Person } from "../source";

export type Identity = { identity_type: string; identity_value: string; identity_format: string };
type Named = OpendsrSource["identities"][number];

/** Each once, in the order of the policy. */
export function identitiesOf(person: Person, named: readonly Named[]): Identity[] {
  return named.flatMap((one) =>
    [...new Set(valuesOf(person, one))].map((value) => ({
      identity_type: one.type,
      identity_value: one.format === "raw" ? value : createHash("sha256").update(value).digest("hex"),
      identity_format: one.format,
    })),
  );
}

function valuesOf(person: Person, { type, from }: Named): string[] {
  if (from !== undefined) return [...(person.ids?.[from] ?? [])].toSorted();
  if (type === "controller_customer_id") return person.account === null ? [] : [person.account];
  if (type !== "email") return [];
  const own = person.addresses.filter(({ proved, held }) => proved || held?.until === null);
  return own.map(({ email }) => email.trim().toLowerCase()).toSorted();
}

/** Addresses that may stand in a record of the person: those of former times too, never one that was only typed in. */
const addressesOf = ({ addresses }: Person): string[] =>
  addresses.flatMap(({ email, proved, held }) => (proved || held ? [email.trim().toLowerCase()] : []));

/** Whether a record names, by a type of the policy, somebody who is not this person. */
export function isOfAnother(
  record: Readonly<Record<string, unknown>>,
  person: Person,
  named: readonly Named[],
): boolean {
  return named.some((one) => {
    const said = record[one.type];
    if (typeof said !== "string" && typeof said !== "number") return false;
    const value = one.type === "email" ? String(said).trim().toLowerCase() : String(said);
    const known = one.type === "email" ? addressesOf(person) : valuesOf(person, one);
    const hashed = known.map((each) => createHash("sha256").update(each).digest("hex"));
    return ![...known, ...hashed].includes(value);
  });
}
