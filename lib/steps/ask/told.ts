/**
 * Art. 12(2): the records of the person who is signed in, for a page that tells them: as far as each source answers. A table that is
 * refused takes nothing else along and is named. Writes nothing, reads no values, and nothing may be decided by it.
 */
import type { Actor } from "../../actor";
import { portalNow } from "../../db";
import type { Group } from "../../gdpr/plan-value";
import type { Person } from "../../sources/source";
import { askEach } from "../plan/search";

/** Sources that said nothing, and the categories that others left open. */
export type Unheard = { unreachable: string[]; inPart: { source: string; categories: string[] }[] };
export type Told = Unheard & { groups: Group[] };

/** Whether everything answered, so that what is not there does not exist. */
export const isWhole = ({ unreachable, inPart }: Unheard): boolean => unreachable.length + inPart.length === 0;

/** Whom a signed-in person is, for the sources to find. */
export const personOf = (who: Actor): Person => ({
  account: who.account,
  addresses: who.email ? [{ email: who.email, proved: true, held: null }] : [],
  names: who.name ? [who.name] : [],
  postcodes: [],
});

/** Groups of every source that answers, in the policy's order. */
export async function told(who: Actor): Promise<Told> {
  const answers = askEach(personOf(who), await portalNow(), null, "to-tell");
  const found = await Promise.all(answers.map(async ({ source, answer }) => ({ source, ...(await answer) })));
  return {
    groups: found.flatMap(({ groups }) => groups),
    unreachable: found.filter(({ outcome }) => outcome === "unreachable").map(({ source }) => source),
    inPart: found.flatMap(({ source, refused }) => (refused.length > 0 ? [{ source, categories: refused }] : [])),
  };
}
