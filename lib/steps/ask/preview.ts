/** Art. 12(2), 17: what a request would do, before it is made. Writes nothing and reads no values. */
import { setTimeout as pause } from "node:timers/promises";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { draftPlan, groupKey, type Situation } from "../../gdpr/plan";
import type { Draft, ErasureChoice, Group } from "../../gdpr/plan-value";
import type { Right } from "../../gdpr/right";
import { categoriesOf } from "../../policy/categories-of";
import { ownSight, type Sight } from "../../sight";
import type { Person } from "../../sources/source";
import { askEach } from "../plan/search";
import { situation } from "../plan/situation";
import { personOf, type Unheard } from "./told";

/** `now`: when it was asked for. */
export type Preview = Unheard & { now: Date; drafts: Draft[] };

/** What one source holds as it answers; null when it does not. */
type PreviewPart = { source: string; said: Promise<{ groups: Group[]; refused: string[] } | null> };
type Asked = { right: Right; circumstances: Situation };
export type PreviewInParts = { now: Date; asked: Asked; parts: PreviewPart[] };

/** The decisions as they would be made now for the person who is signed in, and the sources that did not answer, or not in full. */
export async function preview(who: Actor, right: Right, choice: ErasureChoice | null): Promise<Preview> {
  return previewFor(personOf(who), right, choice, ownSight(who));
}

/**
 * The same for an access request, source by source, for a page that shows each as it answers: of a copy every record is decided about
 * by itself, whatever other systems hold. Whoever takes it awaits all of it.
 */
export const previewInParts = (who: Actor): Promise<PreviewInParts> =>
  inParts(askingFor(personOf(who), "access"), ownSight(who));

async function inParts(asking: Foreseen, sight: Sight): Promise<PreviewInParts> {
  const { subject, right } = asking;
  const circumstances = await transactionAs(sight, (tx) => situation(tx, asking));
  const now = new Date(circumstances.today);
  const parts = askEach(subject, now, right, "to-tell").map(({ source, answer }) => ({
    source,
    said: answer.then(({ outcome, groups, refused }) => (outcome === "unreachable" ? null : { groups, refused })),
  }));
  return { now, asked: { right, circumstances }, parts };
}

/** The parts as one preview, all or those of some sources, when each of them has answered or failed to. */
export async function joinedParts(
  { now, asked, parts }: PreviewInParts,
  sources?: readonly string[],
): Promise<Preview> {
  const wanted = parts.filter(({ source }) => sources?.includes(source) ?? true);
  const found = await Promise.all(wanted.map(async ({ source, said }) => ({ source, said: await said })));
  const groups = found.flatMap(({ said }) => said?.groups ?? []);
  const unheard: Unheard = {
    unreachable: found.filter(({ said }) => said === null).map(({ source }) => source),
    inPart: found.flatMap(({ source, said }) =>
      said && said.refused.length > 0 ? [{ source, categories: said.refused }] : [],
    ),
  };
  return { now, drafts: drafted(asked, groups, unheard), ...unheard };
}

/**
 * The decisions about what was found, all at once as in a plan: what one system holds may need what another does. What a silent system
 * may hold is looked at for that too, as unknown, so that nothing is said to go which it might need.
 */
function drafted({ right, circumstances }: Asked, groups: readonly Group[], unheard: Unheard): Draft[] {
  const about = new Set(groups.map(groupKey));
  return draftPlan({ right, groups: [...groups, ...mayHold(unheard)], about, ...circumstances });
}

function mayHold({ unreachable, inPart }: Unheard): Group[] {
  const known = policy().sources;
  const whole = unreachable.flatMap((source) => {
    const silent = known[source];
    return silent ? [{ source, categories: categoriesOf(silent) }] : [];
  });
  return [...whole, ...inPart].flatMap(({ source, categories }) =>
    categories.map((category): Group => ({ ...unknown, source, category })),
  );
}

const unknown = {
  rule: null,
  trigger: null,
  since: null,
  count: null,
  belongs: "mine",
  doubt: "source-unreachable",
  inUse: null,
  selector: "unheard",
} as const;

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
