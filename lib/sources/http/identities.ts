/**
 * Under what a system may know the person: the account, addresses, what other systems call them. Whose a record is follows
 * the rule of addresses: proved in this request, or held by the account when the record began; otherwise a person looks.
 */
import type { Doubt } from "../../gdpr/plan-value";
import type { Address, Person } from "../source";
import { fitsPath } from "./template";

/** `address`: what is known of it, where the identity is one. */
export type Identity = { kind: string; value: string; address: (Pick<Address, "proved"> & { held: Held[] }) | null };
type Held = NonNullable<Address["held"]>;

/** The identities of these kinds, certain ones first, each value once. */
export function identitiesOf(person: Person, kinds: readonly string[], spellings = false): Identity[] {
  const found = kinds.flatMap((kind): Identity[] => {
    if (kind === "email") return addresses(person, spellings);
    const values = kind === "account" ? [person.account ?? ""] : (person.ids?.[kind] ?? []);
    return values.map((value) => ({ kind, value, address: null }));
  });
  const usable = found.filter(({ value }) => fitsPath(value.trim()) && !/[\0-\x1f\x7f]/.test(value));
  const same = (one: Identity, other: Identity) => one.kind === other.kind && one.value === other.value;
  const distinct = usable.filter((one, at) => usable.findIndex((other) => same(one, other)) === at);
  return distinct.toSorted((one, other) => Number(isDoubtful(one)) - Number(isDoubtful(other)));
}

const isDoubtful = ({ address }: Identity): boolean => address !== null && !address.proved;

function addresses({ addresses }: Person, spellings: boolean): Identity[] {
  return addresses.flatMap(({ email }) => {
    const value = email.trim();
    const known = addresses.filter((other) => other.email.trim().toLowerCase() === value.toLowerCase());
    const address = { proved: known.some(({ proved }) => proved), held: known.flatMap(({ held }) => held ?? []) };
    const forms = spellings ? [value, value.toLowerCase()] : [value];
    return forms.map((form) => ({ kind: "email", value: form, address }));
  });
}

/** Whose a record is that began at `since`: the person's (null), in doubt, or of another time of the address. */
export function verdictOf({ address }: Identity, since: Date | null): Doubt | "theirs" | null {
  if (!address || address.proved) return null;
  if (!since || address.held.length === 0) return "address-unproved";
  const covers = ({ from, until }: Held) =>
    (from === null || Date.parse(from) <= since.getTime()) && (until === null || since.getTime() < Date.parse(until));
  return address.held.some(covers) ? null : "theirs";
}
