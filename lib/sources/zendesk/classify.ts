/** What a ticket or a profile is: its category, the date from which its rule counts, and what speaks for a look at it. */
import { dayIn } from "../../gdpr/day";
import type { Group } from "../../gdpr/plan-value";
import { ruleOf } from "../../gdpr/retention";
import type { Rule } from "../../gdpr/rule";
import type { Tickets, ZendeskSource } from "../../policy/kinds/zendesk";
import type { Cutoffs } from "../source";
import type { Ticket } from "./answers";
import type { Desk } from "./desk";
import type { Profile } from "./people";
import type { Selected } from "./selector";

export const profilePart = "profile";
export const ticketPart = (category: string): string => `ticket/${category}`;

/** A record with everything that puts it into its group. */
export type Placed = Selected & Pick<Group, "category" | "rule" | "trigger" | "inUse"> & { since: string };

/** The entry of the policy that says what a ticket is. */
export function entryOf({ tickets }: ZendeskSource, ticket: Ticket): Tickets {
  const fits = ({ tags, field }: Tickets) =>
    (tags === undefined && field === undefined) ||
    tags?.some((tag) => ticket.tags.includes(tag)) ||
    (field !== undefined && hasValue(ticket, field));
  const found = tickets.find(fits);
  if (!found) throw new Error("the policy's last entry fits every ticket");
  return found;
}

function hasValue({ custom_fields: fields }: Ticket, { id, is }: NonNullable<Tickets["field"]>): boolean {
  const value = fields.find((field) => field.id === id)?.value;
  return (Array.isArray(value) ? value : [value]).some((one) => typeof one === "string" && is.includes(one));
}

/** Neither solved nor closed: somebody still waits for an answer. */
export const isOpen = ({ status }: Ticket): boolean => !["solved", "closed"].includes(status);

/** When the last message came, or when the matter ended; null while it has not. */
export function countsFrom(ticket: Ticket, from: Tickets["from"]): string | null {
  const { metric_set: metrics, updated_at: updated } = ticket;
  if (from === "last-message") return metrics?.latest_comment_added_at ?? updated;
  if (isOpen(ticket)) return null;
  return metrics?.solved_at ?? metrics?.status_updated_at ?? updated;
}

/** A ticket of a profile in its place; null when it is from a time in which the address was somebody else's. */
export function placedTicket(
  desk: Desk,
  profiles: readonly Profile[],
  ticket: Ticket,
  cutoffs: Cutoffs,
): Placed | null {
  const profile = profiles.find(({ user }) => user.id === ticket.requester_id);
  if (!profile || !isInTime(profile, ticket.created_at)) return null;
  const { category, rule, from } = entryOf(desk.mapping, ticket);
  const doubt = profile.times !== null && profile.doubt === "address-unproved" ? null : profile.doubt;
  const instant = countsFrom(ticket, from);
  return {
    part: ticketPart(category),
    category,
    rule: rule ?? null,
    doubt,
    thirdPersons: namesOthers(desk, profiles, ticket),
    inUse: isOpen(ticket) ? "contract" : null,
    since: dayIn(desk.zone, ticket.created_at),
    ...bucketed(desk, { category, rule }, instant, cutoffs),
  };
}

/** A profile in its place: its rule counts from the end of the last of its tickets. */
export function placedProfile(desk: Desk, profile: Profile, ends: Ends, cutoffs: Cutoffs): Placed {
  const { category, rule } = desk.mapping.profile;
  return {
    part: profilePart,
    category,
    rule: rule ?? null,
    doubt: profile.doubt,
    thirdPersons: false,
    inUse: ends.open ? "contract" : null,
    since: dayIn(desk.zone, profile.user.created_at),
    ...bucketed(desk, { category, rule }, ends.open ? null : ends.last, cutoffs),
  };
}

/** What the tickets of a profile say about it. */
export type Ends = { open: boolean; last: string | null };

export function endsWith({ open, last }: Ends, ticket: Ticket): Ends {
  const end = countsFrom(ticket, "closed");
  return { open: open || isOpen(ticket), last: end !== null && (last === null || end > last) ? end : last };
}

function isInTime({ times }: Profile, at: string): boolean {
  const moment = Date.parse(at);
  const covers = ({ from, until }: { from: string | null; until: string | null }) =>
    (from === null || Date.parse(from) <= moment) && (until === null || moment < Date.parse(until));
  return times === null || times.some(covers);
}

/** Somebody else reads along, or a colleague has marked the ticket (Art. 15(4)). */
function namesOthers({ mapping }: Desk, profiles: readonly Profile[], ticket: Ticket): boolean {
  const own = new Set(profiles.map(({ user }) => user.id));
  const others = [...ticket.collaborator_ids, ...ticket.email_cc_ids].some((id) => !own.has(id));
  return others || (mapping.thirdPersons !== undefined && ticket.tags.includes(mapping.thirdPersons));
}

type Bucketed = Pick<Placed, "bucket" | "cutoff" | "trigger">;

/** Records that share one verdict share a bucket: a calendar year, a day, or a side of the cut-off of a rule in hours. */
function bucketed(
  desk: Desk,
  named: { category: string; rule?: string | undefined },
  instant: string | null,
  cutoffs: Cutoffs,
): Bucketed {
  const rule = ruleOf(desk.rules(named.category), named.rule);
  if (instant === null || !rule) return { bucket: null, cutoff: null, trigger: null };
  if (rule.keep.startsWith("PT") && rule.from !== "open-ended") return inHours(named.category, rule, instant, cutoffs);
  const day = dayIn(desk.zone, instant);
  if (rule.from === "open-ended") return { bucket: "set", cutoff: null, trigger: day };
  const wholeYears = rule.after === undefined || rule.after.endsWith("Y");
  const byYear = rule.from === "end-of-year" && wholeYears;
  return { bucket: byYear ? day.slice(0, 4) : day, cutoff: null, trigger: day };
}

function inHours(category: string, { id }: Rule, instant: string, cutoffs: Cutoffs): Bucketed {
  const cutoff = cutoffs[`${category}/${id}`];
  if (cutoff === undefined) throw new Error(`no cut-off was given for ${category}/${id}`);
  const trigger = new Date(instant).toISOString();
  return { bucket: Date.parse(instant) < Date.parse(cutoff) ? "due" : "later", cutoff, trigger };
}
