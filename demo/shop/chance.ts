/**
 * Chance that falls the same way each time: a fixed seed, and a fixed day in place of today's. Numbers that could
 * belong to somebody come from ranges that are set aside: addresses for documentation, phone numbers for films.
 */
import { base, de, en, Faker } from "@faker-js/faker";

/** The day on which the shop's data ends. */
export const today = "2026-11-23";
export const noon = `${today}T12:00:00Z`;

/** Two speakers that draw from the same seed. */
export type Chance = { de: Faker; en: Faker };

export function chance(): Chance {
  const made = { de: new Faker({ locale: [de, en, base] }), en: new Faker({ locale: [en, base] }) };
  made.de.seed(20_261_123);
  made.en.seed(32_116_202);
  for (const speaker of Object.values(made)) speaker.setDefaultRefDate(noon);
  return made;
}

/** A phone number of the range that Germany keeps for films. */
export function phone(faker: Faker): string {
  return `+49 30 23125 ${faker.string.numeric(3)}`;
}

/** An address of the documentation ranges, three in four of them IPv4. */
export function ip(faker: Faker): string {
  return faker.number.int(3) > 0 ? ipv4(faker) : ipv6(faker);
}

export function ipv4(faker: Faker): string {
  return faker.helpers.arrayElement(["192.0.2.", "198.51.100.", "203.0.113."]) + faker.number.int({ min: 1, max: 254 });
}

export function ipv6(faker: Faker): string {
  const parts = Array.from({ length: 6 }, () => faker.string.hexadecimal({ length: 4, prefix: "", casing: "lower" }));
  return `2001:db8:${parts.join(":")}`;
}

/** A day between two days, both included. */
export function dayBetween(faker: Faker, from: string, to: string): string {
  return faker.date
    .between({ from: `${from}T12:00:00Z`, to: `${to}T12:00:00Z` })
    .toISOString()
    .slice(0, 10);
}

/** An instant in shop hours of a day. */
export function at(day: string, clock = "10:30"): string {
  return `${day}T${clock}:00Z`;
}
