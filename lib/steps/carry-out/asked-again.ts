/** Art. 17(1): erasures of the same person that came after an answered one: what they decide is not decided a second time. */
import type { Tx } from "../../db";
import { keptBecause } from "../../gdpr/plan";
import { isClosed } from "../../gdpr/request";
import type { Person } from "../../sources/source";
import { subjectsOf } from "../ask/register-stop";
import { load, type Loaded } from "../load";
import { takesUp } from "../plan/taken-up";

/**
 * Whether an erasure of the same person is under way that may be about the same records: one that they asked for, or one that takes up
 * what was kept. What arrived later is about others.
 */
export async function isAskedAgain(tx: Tx, request: Loaded): Promise<boolean> {
  for (const { id, state, followsUp } of await laterErasures(tx, request))
    if (!isClosed(state) && (followsUp === null || (await takesUp(tx, id)) !== null)) return true;
  return false;
}

type Place = { source: string; category: string };
const placeOf = ({ source, category }: Place): string => JSON.stringify([source, category]);

/**
 * The answered erasure that the person asked for since, by the place of what it decided about: who was known by all that the earlier one
 * knew them by had everything looked for, so it saw what that one had kept.
 */
export async function decidedSince(tx: Tx, request: Loaded): Promise<(place: Place) => string | null> {
  const found = new Map<string, string>();
  for (const { id, planNo, state, followsUp, subject } of await laterErasures(tx, request)) {
    // A follow-up is about some records alone.
    if (state !== "delivered" || followsUp !== null || !includesAll(subject, request.subject)) continue;
    const rows = await tx.decision.findMany({
      where: { request: id, planNo, OR: [{ norm: null }, { norm: { not: keptBecause.notAsked } }] },
      select: { source: true, category: true },
    });
    for (const row of rows) found.set(placeOf(row), id);
  }
  return (place) => found.get(placeOf(place)) ?? null;
}

/** Found by what a row says in plain text, then compared by account and addresses: who asks for others has one address for all. */
async function laterErasures(tx: Tx, request: Loaded): Promise<Loaded[]> {
  const { id, account, personId, contactHash, receivedAt } = request;
  const same = [
    ...(account === null ? [] : [{ account }]),
    ...(personId === null ? [] : [{ personId }]),
    ...(contactHash === null ? [] : [{ contactHash }]),
  ];
  const rows = await tx.request.findMany({
    where: { right: "erasure", id: { not: id }, receivedAt: { gt: receivedAt }, shreddedAt: null, OR: same },
    select: { id: true },
    orderBy: { receivedAt: "asc" },
  });
  const found: Loaded[] = [];
  for (const row of rows) {
    const later = await load(tx, row.id);
    if (later && isSamePerson(request, later)) found.push(later);
  }
  return found;
}

function isSamePerson(one: Loaded, other: Loaded): boolean {
  if (one.account !== null && other.account !== null) return one.account === other.account;
  const known = namesOf(one.subject);
  return [...namesOf(other.subject)].some((name) => known.has(name));
}

function includesAll(wider: Person, narrower: Person): boolean {
  const known = namesOf(wider);
  return [...namesOf(narrower)].every((name) => known.has(name));
}

const namesOf = (person: Person): Set<string> => new Set(subjectsOf(person).map((hash) => hash.toString("hex")));
