/** A customer of the shop, with or without an account, and the rows that hang on an account. */
import type { Faker } from "@faker-js/faker";
import type { ShopPerson } from "../people";
import { shopPeople } from "../people";
import type { Rows } from "../rows";
import { at, dayBetween, phone, today } from "../chance";

export type Customer = {
  /** Null for guests and for people known by an address only. */
  account: string | null;
  name: string;
  email: string;
  language: "de" | "en";
  street: string;
  postcode: string;
  city: string;
  country: string;
  phone: string | null;
  faker: Faker;
};

export type Place = Pick<Customer, "street" | "postcode" | "city" | "country">;

/** The person of a story as a customer who lives at a place. */
export function personOf(key: string, place: Place, faker: Faker): Customer {
  const person: ShopPerson | undefined = shopPeople.find((each) => each.key === key);
  if (!person) throw new Error(`nobody in the shop is called ${key}`);
  const { accountId: account, name, email, language } = person;
  return { account, name, email, language, ...place, phone: phone(faker), faker };
}

/** A customer whom chance made up. `number` keeps addresses apart. */
export function anyone(
  account: string | null,
  number: number,
  faker: Faker,
  language: "de" | "en",
  country: string,
): Customer {
  const [first, last] = [faker.person.firstName(), faker.person.lastName()];
  const plain = `${first}.${last}`
    .normalize("NFKD")
    .replace(/[^A-Za-z.]/g, "")
    .toLowerCase();
  return {
    account,
    name: `${first} ${last}`,
    email: `${plain}.${number}@mail.example`,
    language,
    street: faker.location.streetAddress(),
    postcode: faker.string.numeric({ length: 5, allowLeadingZeros: false }),
    city: faker.location.city(),
    country,
    phone: faker.number.int(2) === 0 ? phone(faker) : null,
    faker,
  };
}

export type AccountFacts = {
  opened: string;
  lastLogin?: string;
  closed?: string;
  born?: string;
  company?: string;
  artist?: string;
  /** Earlier addresses with the day from which each was used; the present one follows the last. */
  earlier?: { email: string; from: string; until: string }[];
};

/** The account with its address history and one saved address. */
export function addAccount(rows: Rows, customer: Customer, facts: AccountFacts): void {
  const { account, name, email, language, faker } = customer;
  const changed = facts.earlier?.at(-1)?.until ?? facts.opened;
  rows.add("accounts", {
    id: account,
    email,
    name,
    language,
    password_hash: `$argon2id$v=19$m=65536,t=3,p=4$${faker.string.alphanumeric(22)}$${faker.string.alphanumeric(43)}`,
    opened_at: at(facts.opened),
    last_login_at: at(facts.lastLogin ?? today, "08:15"),
    closed_on: facts.closed,
    phone: customer.phone,
    born_on: facts.born,
    company: facts.company,
    artist_name: facts.artist,
    updated_at: at(changed),
  });
  for (const { email: old, from, until } of facts.earlier ?? [])
    rows.add("email_history", { account_id: account, email: old, held_from: at(from), held_until: at(until) });
  rows.add("email_history", { account_id: account, email, held_from: at(changed) });
  addAddress(rows, customer, { added: facts.opened });
}

/** An address in the account's address book; the customer's own where nothing else is said. */
export function addAddress(
  rows: Rows,
  customer: Customer,
  address: Partial<Place> & { added: string; replaced?: string; label?: string; name?: string },
): void {
  const { street, postcode, city, country, name } = { ...customer, ...address };
  rows.add("addresses", {
    account_id: customer.account,
    label: address.label ?? "billing",
    name,
    street,
    postcode,
    city,
    country,
    added_on: address.added,
    replaced_on: address.replaced,
  });
}

/** A saved card. */
export function addToken(rows: Rows, { account, faker }: Customer, saved: string, ended?: string): void {
  rows.add("payment_tokens", {
    id: faker.string.uuid(),
    account_id: account,
    provider: faker.helpers.arrayElement(["stripe", "adyen"]),
    token: `tok_${faker.string.alphanumeric(24)}`,
    brand: faker.helpers.arrayElement(["visa", "mastercard"]),
    last_four: faker.string.numeric(4),
    saved_on: saved,
    ended_on: ended,
  });
}

/** A direct debit mandate. */
export function addMandate(rows: Rows, { account, name, faker }: Customer, signed: string, lastDebit?: string): void {
  const reference = `KWM-${String(rows.next("mandate")).padStart(6, "0")}`;
  const iban = faker.finance.iban({ countryCode: "DE" });
  rows.add("sepa_mandates", {
    reference,
    customer_number: account,
    holder_name: name,
    iban,
    signed_on: signed,
    last_debit_on: lastDebit,
  });
}

/** A day that the customer's chance picks. */
export const someDay = ({ faker }: Customer, from: string, to: string): string => dayBetween(faker, from, to);
