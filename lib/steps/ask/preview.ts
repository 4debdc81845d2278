/** Art. 12(2), 17: what a request would do, before it is made. Writes nothing and reads no values. */
import { setTimeout as pause } from "node:timers/promises";
import type { Actor } from "../../actor";
import { transactionAs } from "../../db";
import { draftPlan } from "../../gdpr/plan";
import type { Draft, ErasureChoice } from "../../gdpr/plan-value";
import type { Right } from "../../gdpr/right";
import { ownSight, type Sight } from "../../sight";
import type { Person } from "../../sources/source";
import { askEach } from "../plan/search";
import { situation } from "../plan/situation";
import { personOf, type Unheard } from "./told";

/** `now`: when it was asked for. */
export type Preview = Unheard & { now: Date; drafts: Draft[] };

/** The decisions about one source's records as it answers; null when it does not. */
type PreviewPart = { source: string; said: Promise<{ drafts: Draft[]; refused: string[] } | null> };
export type PreviewInParts = { now: Date; parts: PreviewPart[] };

/** The decisions as they would be made now for the person who is signed in, and the sources that did not answer, or not in full. */
export async function preview(who: Actor, right: Right, choice: ErasureChoice | null): Promise<Preview> {
  return previewFor(personOf(who), right, choice, ownSight(who));
}

/** The same for an access request, source by source, for a page that shows each as it answers. Whoever takes it awaits all of it. */
export const previewInParts = (who: Actor): Promise<PreviewInParts> =>
  inParts(askingFor(personOf(who), "access"), ownSight(who));

async function inParts(asking: Foreseen, sight: Sight): Promise<PreviewInParts> {
  const { subject, right } = asking;
  const circumstances = await transactionAs(sight, (tx) => situation(tx, asking));
  const now = new Date(circumstances.today);
  const parts = askEach(subject, now, right, "to-tell").map(({ source, answer }) => ({
    source,
    said: answer.then(({ outcome, groups, refused }) =>
      outcome === "unreachable" ? null : { drafts: draftPlan({ right, groups, ...circumstances }), refused },
    ),
  }));
  return { now, parts };
}

/** The parts as one preview, all or those of some sources, when each of them has answered or failed to. */
export async function joinedParts({ now, parts }: PreviewInParts, sources?: readonly string[]): Promise<Preview> {
  const wanted = parts.filter(({ source }) => sources?.includes(source) ?? true);
  const found = await Promise.all(wanted.map(async ({ source, said }) => ({ source, said: await said })));
  return {
    now,
    drafts: found.flatMap(({ said }) => said?.drafts ?? []),
    unreachable: found.filter(({ said }) => said === null).map(({ source }) => source),
    inPart: found.flatMap(({ source, said }) =>
      said && said.refused.length > 0 ? [{ source, categories: said.refused }] : [],
    ),
  };
}

/** The same, or null when a source needs longer than so many milliseconds. */
export const joinedWithin = (ms: number, parts: PreviewInParts): Promise<Preview | null> =>
  Promise.race([joinedParts(parts), pause(ms, null)]);

type Foreseen = ReturnType<typeof askingFor>;
const askingFor = (person: Person, right: Right, choice: ErasureChoice | null = null) => ({
  id: null,
  account: person.account,
  subject: person,
  right,
  choice,
  pause: null,
  weighed: [],
});

/** The same for somebody who is named, as far as `sight` reaches. */
export async function previewFor(
  person: Person,
  right: Right,
  choice: ErasureChoice | null,
  sight: Sight,
): Promise<Preview> {
  return joinedParts(await inParts(askingFor(person, right, choice), sight));
}
