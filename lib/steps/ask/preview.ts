/** Art. 12(2), 17: what a request would do, before it is made. Writes nothing and reads no values. */
import { setTimeout as pause } from "node:timers/promises";
import type { Actor } from "../../actor";
import { portalNow, transactionAs } from "../../db";
import { draftPlan } from "../../gdpr/plan";
import type { Draft, ErasureChoice } from "../../gdpr/plan-value";
import type { Right } from "../../gdpr/right";
import { ownSight, type Sight } from "../../sight";
import type { Person } from "../../sources/source";
import { askEach, search } from "../plan/search";
import { situation } from "../plan/situation";

/** `now`: when it was asked for. */
export type Preview = { now: Date; drafts: Draft[]; unreachable: string[] };

/** The decisions about one source's records as it answers; null when it does not. */
type PreviewPart = { source: string; drafts: Promise<Draft[] | null> };
export type PreviewInParts = { now: Date; parts: PreviewPart[] };

/** The decisions as they would be made now for the person who is signed in, and the sources that did not answer. */
export async function preview(who: Actor, right: Right, choice: ErasureChoice | null): Promise<Preview> {
  return previewFor(personOf(who), right, choice, ownSight(who));
}

/** The same for an access request, source by source, for a page that shows each as it answers. Whoever takes it awaits all of it. */
export async function previewInParts(who: Actor): Promise<PreviewInParts> {
  const now = await portalNow();
  const person = personOf(who);
  const circumstances = await transactionAs(ownSight(who), (tx) => situation(tx, askingFor(person, "access"), now));
  const parts = askEach(person, now, "access").map(({ source, answer }) => ({
    source,
    drafts: answer.then(({ outcome, groups }) =>
      outcome === "unreachable" ? null : draftPlan({ right: "access", groups, ...circumstances }),
    ),
  }));
  return { now, parts };
}

/** The parts as one preview, all or those of some sources, when each of them has answered or failed to. */
export async function joinedParts({ now, parts }: PreviewInParts, sources?: readonly string[]): Promise<Preview> {
  const wanted = parts.filter(({ source }) => sources?.includes(source) ?? true);
  const found = await Promise.all(wanted.map(async ({ source, drafts }) => ({ source, drafts: await drafts })));
  return {
    now,
    drafts: found.flatMap(({ drafts }) => drafts ?? []),
    unreachable: found.filter(({ drafts }) => drafts === null).map(({ source }) => source),
  };
}

/** The same, or null when a source needs longer than so many milliseconds. */
export const joinedWithin = (ms: number, parts: PreviewInParts): Promise<Preview | null> =>
  Promise.race([joinedParts(parts), pause(ms, null)]);

const personOf = (who: Actor): Person => ({
  account: who.account,
  addresses: who.email ? [{ email: who.email, proved: true, held: null }] : [],
  names: who.name ? [who.name] : [],
  postcodes: [],
});

const askingFor = (person: Person, right: Right, choice: ErasureChoice | null = null) => ({
  id: null,
  account: person.account,
  subject: person,
  right,
  choice,
  pause: null,
  weighed: [],
});

export async function previewFor(
  person: Person,
  right: Right,
  choice: ErasureChoice | null,
  sight: Sight,
): Promise<Preview> {
  const now = await portalNow();
  const { groups, outcomes } = await search(person, now, right);
  const circumstances = await transactionAs(sight, (tx) => situation(tx, askingFor(person, right, choice), now));
  return {
    now,
    drafts: draftPlan({ right, groups, ...circumstances }),
    unreachable: outcomes.filter(({ outcome }) => outcome === "unreachable").map(({ source }) => source),
  };
}
