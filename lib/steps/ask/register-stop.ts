/**
 * Art. 7(3), 21(3): what ended is entered in the registry in the very transaction in which the person said so. Every
 * system that asks the registry leaves the person out from then on, whatever the sources still hold.
 */
import type { Tx } from "../../db";
import { exportSubject, registrySubject } from "../../seal/registry-subject";
import type { Person } from "../../sources/source";

/** `uses`: ids of purposes, or `channel:email` and the like. Entering twice is two entries that say the same. */
export async function registerStop(
  tx: Tx,
  person: Pick<Person, "account" | "addresses">,
  uses: readonly string[],
  since: Date,
): Promise<void> {
  const { account, addresses } = person;
  const entries = [
    ...(account === null ? [] : [{ subject: registrySubject({ account }), export: null }]),
    ...theirs(addresses).map((email) => ({ subject: registrySubject({ email }), export: exportSubject(email) })),
  ];
  const data = entries.flatMap((entry) => uses.map((use) => ({ ...entry, use, since })));
  await tx.suppression.createMany({ data, skipDuplicates: true });
}

/** Keyed hashes of the account and of every address that is theirs. */
export function subjectsOf({ account, addresses }: Pick<Person, "account" | "addresses">): Buffer<ArrayBuffer>[] {
  return [
    ...(account === null ? [] : [registrySubject({ account })]),
    ...theirs(addresses).map((email) => registrySubject({ email })),
  ];
}

/** What a file for mailing tools lists of them: addresses only. */
export const exportsOf = ({ addresses }: Pick<Person, "addresses">): Buffer<ArrayBuffer>[] =>
  theirs(addresses).map(exportSubject);

const theirs = (addresses: Person["addresses"]): string[] => addresses.filter(isTheirs).map(({ email }) => email);

/** Proved in this request, or the account's own by the shop's history. */
const isTheirs = ({ proved, held }: Person["addresses"][number]): boolean => proved || held !== null;

/** What an objection to advertising ends: its purposes, and the channels it could come by. */
export const advertisingUses = ({ advertising, channels }: { advertising: string[]; channels: string[] }): string[] => [
  ...advertising,
  ...channels.map((channel) => `channel:${channel}`),
];
