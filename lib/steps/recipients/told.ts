/** Art. 19: who received the data and is told of a change, and by what each of them knows the person. */
import type { Policy } from "../../policy/schema";
import type { Person } from "../../sources/source";

export type Change = "erased" | "corrected" | "paused" | "lifted";
/** `veiled`: of a category that is told of only after a review, so no page of the person names it. */
export type Told = { recipient: string; veiled: boolean; categories: string[] };

/** Recipients of the categories, each with what it received. An authority that asked in an inquiry is none. */
export function recipientsOf({ categories, recipients }: Policy, ids: readonly string[]): Told[] {
  const of = (disclose: "always" | "after-review") =>
    ids.filter((id) => categories[id]?.disclose === disclose).flatMap((id) => categories[id]?.recipients ?? []);
  const open = new Set(of("always"));
  const all = new Set([...open, ...of("after-review")]);
  return [...all]
    .filter((recipient) => isTold(recipients[recipient]))
    .map((recipient) => ({
      recipient,
      veiled: !open.has(recipient),
      categories: [...new Set(ids)].filter((id) => categories[id]?.recipients.includes(recipient)).toSorted(),
    }));
}

const isTold = (recipient: Policy["recipients"][string] | undefined): boolean =>
  recipient !== undefined && recipient.notice !== "none" && recipient.role !== "authority";

/**
 * The least by which a recipient finds the person: only kinds that it knows, and of addresses only those that are theirs.
 * Null when nothing of it is known: then a person has to find words.
 */
export function knownAs(person: Person, knows: readonly string[]): string | null {
  const found = knows.flatMap((kind): readonly string[] => {
    if (kind === "account") return person.account === null ? [] : [person.account];
    if (kind === "email")
      return person.addresses.filter(({ proved, held }) => proved || held !== null).map(({ email }) => email);
    if (kind === "name") return person.names;
    return person.ids?.[kind] ?? [];
  });
  return found.length === 0 ? null : [...new Set(found)].join(", ");
}
