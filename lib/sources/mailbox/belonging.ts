/**
 * Whose a message is (plan-and-list 1). It is the person's when an address of theirs was proved in this request, or was
 * the account's on the day the message came, and the name beside the address does not speak against it. In a folder
 * that is `sole` control of the address is the identity, and no name is asked for. IMAP finds parts of addresses
 * (RFC 9051 section 6.4.4), so each is compared whole.
 */
import type { Doubt } from "../../gdpr/plan-value";
import { microseconds } from "../../gdpr/instant";
import { agrees, people } from "../postgres/names";
import type { Address, Person } from "../source";
import { addressForm, type Found } from "./message";

/** `theirs` are the addresses in the message that are the person's; `third`: it has others that are not the company's. */
export type Belonging = { doubt: Doubt | null; third: boolean; theirs: string[] };

type Asked = { person: Person; own: readonly string[]; sole(folder: string): boolean };

/** Judges all messages that were found: what one says of an address counts for the others. Strangers' are left out. */
export function judged(messages: readonly Found[], asked: Asked): (Found & Belonging)[] {
  const { person, own } = asked;
  const crowded = crowdedAddresses(messages, person);
  return messages.flatMap((message) => {
    const held = message.parties.flatMap((party) => {
      const belongs = belongsTo(party, message.at, person.addresses);
      return belongs ? [{ party, ...belongs }] : [];
    });
    if (held.length === 0) return [];
    const certain = held.some(({ certain }) => certain);
    const theirs = held.filter((one) => one.certain === certain).map(({ party }) => party);
    const doubt = !certain
      ? "address-unproved"
      : asked.sole(message.folder)
        ? null
        : doubtByName(message, theirs, { person, crowded });
    const third = message.parties.some((party) => !theirs.includes(party) && !isOwn(party, own));
    return [{ ...message, doubt, third, theirs }];
  });
}

/** Addresses beside which names of several people stand: there every message is asked about. */
function crowdedAddresses(messages: readonly Found[], { addresses, names }: Person): Set<string> {
  const spelled = new Map<string, Set<string>>(addresses.map(({ email }) => [addressForm(email), new Set<string>()]));
  for (const { names: found } of messages) for (const [party, name] of found) spelled.get(party)?.add(name);
  return new Set([...spelled].flatMap(([party, found]) => (people([...found], names) > 1 ? [party] : [])));
}

function doubtByName(
  { names }: Found,
  theirs: readonly string[],
  { person, crowded }: { person: Person; crowded: ReadonlySet<string> },
): Doubt | null {
  if (theirs.some((party) => crowded.has(party))) return "several-names";
  const found = theirs.flatMap((party) => names.get(party) ?? []);
  if (found.length === 0 || person.names.length === 0) return "no-identifier";
  return found.every((name) => agrees(name, person.names)) ? null : "name-differs";
}

/** Null when the address is not the person's, or was somebody else's on that day. */
function belongsTo(party: string, at: number, addresses: readonly Address[]): { certain: boolean } | null {
  const same = addresses.filter(({ email }) => addressForm(email) === party);
  if (same.length === 0) return null;
  if (same.some(({ proved, held }) => proved || (held && covers(held, at)))) return { certain: true };
  return same.every(({ held }) => held) ? null : { certain: false };
}

function covers({ from, until }: NonNullable<Address["held"]>, at: number): boolean {
  return (from === null || Number(microseconds(from)) <= at) && (until === null || at < Number(microseconds(until)));
}

/** An entry is an address, or a domain of the company. */
const isOwn = (party: string, own: readonly string[]): boolean =>
  own.some((entry) => (entry.includes("@") ? party === addressForm(entry) : party.endsWith(`@${addressForm(entry)}`)));
