/** Counts and dates of what the helpdesk holds about a person, and the records of one group again, in key order. */
import type { Group } from "../../gdpr/plan-value";
import { ruleOf } from "../../gdpr/retention";
import type { Cutoffs, Person } from "../source";
import type { Ticket } from "./answers";
import { endsWith, placedProfile, placedTicket, profilePart, type Ends, type Placed } from "./classify";
import { ticketsOf, type Desk } from "./desk";
import { profilesOf, type Profile } from "./people";
import { selected, selector } from "./selector";

export type Record = { profile: Profile } | { ticket: Ticket; profile: Profile };

/** Every group of the person. Tickets are counted as they pass; none is kept. */
export async function groupsOf(desk: Desk, person: Person, cutoffs: Cutoffs): Promise<Group[]> {
  const groups = new Map<string, Group>();
  const profiles = await profilesOf(desk, person);
  for (const profile of profiles) {
    let ends: Ends = { open: false, last: null };
    for await (const ticket of ticketsOf(desk, profile.user.id)) {
      ends = endsWith(ends, ticket);
      add(desk, groups, placedTicket(desk, profiles, ticket, cutoffs));
    }
    add(desk, groups, placedProfile(desk, profile, ends, cutoffs));
  }
  return [...groups.values()].toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
}

const order = ({ category, selector }: Group): string => JSON.stringify([category, selector]);

function add({ id, mapping }: Desk, groups: Map<string, Group>, placed: Placed | null): void {
  if (!placed) return;
  const key = selector(placed);
  const before = groups.get(key);
  const { category, rule, doubt, thirdPersons, inUse } = placed;
  groups.set(key, {
    source: id,
    category,
    rule,
    trigger: later(before?.trigger ?? null, placed.trigger),
    since: before?.since && before.since < placed.since ? before.since : placed.since,
    count: (before?.count ?? 0) + 1,
    belongs: doubt === null ? "mine" : "ask",
    // Whose record it is comes before what else must be looked at in it.
    doubt: doubt ?? (thirdPersons ? "third-persons" : null),
    ...(doubt !== null && thirdPersons ? { namesOthers: true as const } : {}),
    inUse,
    use: null,
    pausable: mapping.pause !== undefined,
    selector: key,
  });
}

const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one;

/** The records of a group, by their numbers, each once. */
export async function* recordsOf(desk: Desk, person: Person, group: Group): AsyncGenerator<Record> {
  const { part, cutoff } = selected(group.selector);
  const rule = ruleOf(desk.rules(group.category), group.rule);
  const cutoffs = cutoff === null || !rule ? {} : { [`${group.category}/${rule.id}`]: cutoff };
  const profiles = await profilesOf(desk, person);
  const isOfGroup = (placed: Placed | null) => placed !== null && selector(placed) === group.selector;
  if (part === profilePart) {
    for (const profile of profiles) {
      let ends: Ends = { open: false, last: null };
      for await (const ticket of ticketsOf(desk, profile.user.id)) ends = endsWith(ends, ticket);
      if (isOfGroup(placedProfile(desk, profile, ends, cutoffs))) yield { profile };
    }
    return;
  }
  for await (const { ticket, profile } of inOrder(desk, profiles))
    if (isOfGroup(placedTicket(desk, profiles, ticket, cutoffs))) yield { ticket, profile };
}

/** The tickets of all profiles in the order of their numbers: of each only the next is held. */
async function* inOrder(
  desk: Desk,
  profiles: readonly Profile[],
): AsyncGenerator<{ ticket: Ticket; profile: Profile }> {
  const streams = profiles.map((profile) => ({ profile, tickets: ticketsOf(desk, profile.user.id) }));
  try {
    const heads = await Promise.all(streams.map(async (stream) => ({ ...stream, next: await stream.tickets.next() })));
    for (;;) {
      const open = heads.flatMap((head) => (head.next.done ? [] : [{ head, ticket: head.next.value }]));
      const first = open.toSorted((one, other) => one.ticket.id - other.ticket.id)[0];
      if (!first) return;
      yield { ticket: first.ticket, profile: first.head.profile };
      first.head.next = await first.head.tickets.next();
    }
  } finally {
    // Whoever reads on may have seen enough.
    await Promise.all(streams.map(({ tickets }) => tickets.return(undefined)));
  }
}
