/**
 * What a decision may look at, gathered for one request: the policy's rules, holds and restrictions in force, the
 * person's choice, the reviewer's answers, today.
 */
import { policy } from "../../company";
import type { Tx } from "../../db";
import type { Answer } from "../../gdpr/facts";
import type { Situation } from "../../gdpr/plan";
import type { ErasureChoice } from "../../gdpr/plan-value";
import type { Right } from "../../gdpr/right";
import type { HoldKind } from "../../gdpr/rule";
import type { Pause } from "../../gdpr/wish";
import type { Person } from "../../sources/source";
import { subjectsOf } from "../ask/register-stop";
import { releasedYears } from "../sweep/tax-years";

export type Asking = {
  id: string | null;
  account: string | null;
  subject: Pick<Person, "account" | "addresses">;
  right: Right;
  choice: ErasureChoice | null;
  pause: Pause | null;
  /** Purposes that an objection ends once it was weighed. */
  weighed: readonly string[];
};

/** The situation of a request (or of a preview, with no id) at `now`. */
export async function situation(tx: Tx, asking: Asking, now: Date): Promise<Situation> {
  const { categories, purposes, zone, entity } = policy();
  const holds = await tx.hold.findMany({ where: { releasedAt: null, ...aboutPerson(asking) } });
  const restrictions = await tx.restriction.findMany({ where: { liftedAt: null, ...aboutPerson(asking) } });
  const answers = asking.id ? await tx.answer.findMany({ where: { request: asking.id } }) : [];
  return {
    zone,
    entity,
    today: now.toISOString(),
    categories,
    purposes,
    holds: holds.map(({ kind, category }) => ({ kind: holdKind(kind), category })),
    art18: restrictions.flatMap(({ category }) => (category === null ? Object.keys(categories) : [category])),
    choice: asking.choice,
    pause: asking.pause,
    ended: endedBy(asking),
    releasedYears: policy().taxYears ? await releasedYears(tx) : null,
    answers: Object.fromEntries(answers.map(({ selector, answer }) => [selector, answer as Answer])),
  };
}

/** What the right ends; asked without a wish, everything that it could end. */
function endedBy({ right, weighed }: Asking): readonly string[] {
  const { consents, stops } = policy();
  if (right === "objection") return weighed.length > 0 ? weighed : stops.advertising;
  return right === "withdrawal" ? Object.keys(consents).filter((id) => !consents[id]?.device) : [];
}

type About = Pick<Asking, "id" | "account" | "subject">;

/**
 * Holds and pauses of the same person, whichever request they came with: by request, account, or an address that is
 * theirs. Who has no account is found by the address alone.
 */
export const aboutPerson = ({ id, account, subject }: About) => ({
  OR: [
    ...(id ? [{ request: id }] : []),
    ...(account ? [{ account }] : []),
    { subjects: { hasSome: subjectsOf(subject) } },
  ],
});

/** A legal hold stops every end, as a claim does. */
const holdKind = (kind: string): HoldKind => (kind === "tax" || kind === "recall" ? kind : "claim");
