/**
 * A fingerprint of what a record says. Marks that the portal sets itself, what changes by the hour, and what an erasure
 * changes on its way are no part of it; a profile's name and address have one of their own, because a correction sets
 * them one after the other.
 */
import { createHash } from "node:crypto";
import type { ZendeskSource } from "../../policy/kinds/zendesk";
import type { Ticket, User } from "./answers";
import { isOpen } from "./classify";

/** Fields of a profile that can be set right (Art. 16). */
export const correctable = ["name", "email"] as const;
export type Correctable = (typeof correctable)[number];

const mark = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);

/** `rest.name.email`. */
export function profileVersion(mapping: ZendeskSource, user: User): string {
  const { id, phone, external_id, role, created_at, details, notes, user_fields } = user;
  const rest = [id, phone, external_id, role, created_at, details, notes, user_fields, unmarked(mapping, user.tags)];
  return [mark(rest), ...correctable.map((field) => mark(user[field] ?? null))].join(".");
}

/** Whether a profile is other than listed, but for fields that now have the value they were to get. */
export function profileChanged(
  mapping: ZendeskSource,
  user: User,
  version: string,
  wanted: Readonly<Record<string, string | null>> = {},
): boolean {
  const [now, listed] = [profileVersion(mapping, user).split("."), version.split(".")];
  const isWanted = (field: Correctable) => Object.hasOwn(wanted, field) && hasValue(user, field, wanted[field] ?? null);
  return now[0] !== listed[0] || correctable.some((field, at) => now[at + 1] !== listed[at + 1] && !isWanted(field));
}

/** Whether a field has a value; Zendesk writes addresses in lower case. */
export function hasValue(user: User, field: Correctable, value: string | null): boolean {
  const now = user[field] ?? null;
  return now === value || (field === "email" && now !== null && now.toLowerCase() === value?.trim().toLowerCase());
}

/** `content.open` or `content.ended`: a solved ticket closes by itself after some days, and that is no change. */
export function ticketVersion(mapping: ZendeskSource, ticket: Ticket): string {
  const { id, requester_id, collaborator_ids, email_cc_ids, subject, custom_fields, created_at, comment_count } =
    ticket;
  const people = [requester_id, collaborator_ids.toSorted(), email_cc_ids.toSorted()];
  const content = [id, people, subject, custom_fields, created_at, comment_count, unmarked(mapping, ticket.tags)];
  return `${mark(content)}.${isOpen(ticket) ? "open" : "ended"}`;
}

/** Whether a ticket is other than listed. An erasure closes what it deletes: that is no change by somebody else. */
export function ticketChanged(mapping: ZendeskSource, ticket: Ticket, version: string, erasing: boolean): boolean {
  const [now, listed] = [ticketVersion(mapping, ticket), version];
  return now !== listed && !(erasing && !isOpen(ticket) && now.split(".")[0] === listed.split(".")[0]);
}

const unmarked = ({ lock, pause }: ZendeskSource, tags: readonly string[]): string[] =>
  tags.filter((tag) => tag !== lock && tag !== pause).toSorted();
