/** Art. 12(2), 17: what a request would do, before it is made. Writes nothing and reads no values. */
import type { Actor } from "../../actor";
import { portalNow, transactionAs } from "../../db";
import { draftPlan } from "../../gdpr/plan";
import type { Draft, ErasureChoice } from "../../gdpr/plan-value";
import type { Right } from "../../gdpr/right";
import { ownSight, type Sight } from "../../sight";
import type { Person } from "../../sources/source";
import { search } from "../plan/search";
import { situation } from "../plan/situation";

export type Preview = { drafts: Draft[]; unreachable: string[] };

/** The decisions as they would be made now for the person who is signed in, and the sources that did not answer. */
export async function preview(who: Actor, right: Right, choice: ErasureChoice | null): Promise<Preview> {
  const addresses = who.email ? [{ email: who.email, proved: true, held: null }] : [];
  return previewFor(
    { account: who.account, addresses, names: who.name ? [who.name] : [], postcodes: [] },
    right,
    choice,
    ownSight(who),
  );
}

export async function previewFor(
  person: Person,
  right: Right,
  choice: ErasureChoice | null,
  sight: Sight,
): Promise<Preview> {
  const now = await portalNow();
  const { groups, outcomes } = await search(person, now, right);
  const asking = { id: null, account: person.account, subject: person, right, choice, pause: null, weighed: [] };
  const circumstances = await transactionAs(sight, (tx) => situation(tx, asking, now));
  return {
    drafts: draftPlan({ right, groups, ...circumstances }),
    unreachable: outcomes.filter(({ outcome }) => outcome === "unreachable").map(({ source }) => source),
  };
}
