/** Art. 7(3): what the person agreed to and has not ended, asked of the sources now. Writes nothing and reads no values. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { day, type Day } from "../../gdpr/day";
import type { Group } from "../../gdpr/plan-value";
import { ownSight } from "../../sight";
import { mayUse } from "../may-use";
import { told, type Unheard } from "./told";

export type Consent = {
  id: string;
  label: string;
  /** What rests on it. */
  covers: string[];
  /** What is held of that now: it goes when the consent ends, unless something else allows it. */
  held: string[];
  /** Since when something of it is held; null where that is not known. */
  since: Day | null;
  /** `ended`: it was given, was ended here, by itself or with a no to advertising, and was not given again. `device`: only the person's own device knows. */
  standing: "given" | "ended" | "none" | "device";
  /** Instant from which it ended. */
  endedAt: string | null;
};
export type Consents = Unheard & { consents: Consent[]; consentTool: string };

/** All consents of the policy, with how each stands for the person who is signed in. */
export async function consents(who: Actor): Promise<Consents> {
  const { consents: known, categories, stops } = policy();
  const { groups, unreachable, inPart } = await told(who);
  const mine = groups.filter(({ belongs, count }) => belongs === "mine" && (count ?? 0) > 0);
  const whom = { ...(who.account ? { account: who.account } : {}), ...(who.email ? { email: who.email } : {}) };
  const ids = Object.keys(known);
  const ended = whom.account || whom.email ? await mayUse(ids.map((purpose) => ({ ...whom, purpose }))) : [];
  const withdrawn = ended.some(({ allowed }) => !allowed) ? await withdrawnBy(who) : new Set<string>();
  const named = (category: string) => categories[category]?.label[who.language] ?? category;
  const read = ids.map((id, at): Consent => {
    const { label, categories: covers, device } = known[id] as (typeof known)[string];
    const carrying = mine.filter((group) => carries(group, id, covers));
    const standing = carrying.filter((group) => isStanding(group, id));
    const answer = ended[at];
    const over = answer?.allowed === false && standing.every(({ since }) => (since ?? "") <= answer.since);
    // A no to advertising ends the use of what was never agreed to as well: that is no consent which ended.
    const hasEnded = over && (carrying.length > 0 || withdrawn.has(id));
    const since = standing.flatMap((group) => group.since ?? []).toSorted()[0];
    return {
      id,
      label: label[who.language],
      covers: covers.map(named),
      held: covers.filter((category) => mine.some((group) => group.category === category)).map(named),
      since: since ? day(since) : null,
      standing: device ? "device" : hasEnded ? "ended" : standing.length > 0 ? "given" : "none",
      endedAt: hasEnded && answer?.allowed === false ? answer.since : null,
    };
  });
  return { consents: read, consentTool: stops.consentTool, unreachable, inPart };
}

/** Consents that the person ended here; nothing need be held of them any more. */
async function withdrawnBy(who: Actor): Promise<ReadonlySet<string>> {
  const personId = who.person;
  if (personId === null) return new Set();
  const asked = await transactionAs(ownSight(who), (tx) =>
    tx.request.findMany({ where: { personId, right: "withdrawal" }, select: { purposes: true } }),
  );
  return new Set(asked.flatMap(({ purposes }) => purposes));
}

const purposeOf = ({ use }: Group): string | null => use ?? null;

/** Rows that carry the purpose out, or, where no system marks any, the data that rest on the consent. */
const carries = (group: Group, id: string, covers: readonly string[]): boolean =>
  purposeOf(group) === id || (purposeOf(group) === null && covers.includes(group.category));

/** A row that was marked as ended has a trigger; data without such a mark stand as long as they are held. */
const isStanding = (group: Group, id: string): boolean => purposeOf(group) !== id || group.trigger === null;
