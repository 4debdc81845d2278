/** Zendesk as a source: which of its tickets are what, and what becomes of them. */
import * as z from "zod";
import { id, variable, words } from "../words";

/** Zendesk writes tags in lower case, without blanks. */
const tag = z.string().regex(/^[^\s,A-Z]+$/, "not a tag of Zendesk: lower case, no blanks");

/** Tickets of one category: those with one of the tags, or with one of the values in a ticket field of one's own. */
const tickets = z.strictObject({
  category: id,
  /** Which rule of the category applies, when it is not the first. */
  rule: id.optional(),
  tags: z.array(tag).min(1).optional(),
  field: z.strictObject({ id: z.number().int().positive(), is: z.array(z.string()).min(1) }).optional(),
  /** What the rule counts from. */
  from: z.enum(["last-message", "closed"]),
  /** `redact` empties messages and attachments and leaves the ticket with its subject and dates. */
  erase: z.enum(["delete", "redact"]),
});

export const zendeskSource = z.strictObject({
  kind: z.literal("zendesk"),
  label: words,
  recipient: id,
  /** Names of environment variables: the address of the Zendesk, the user who asks, and their API token. */
  base: variable,
  user: variable,
  token: variable,
  /** The kind of ids by which the shop's database knows profiles, and what it writes before Zendesk's number. */
  ids: z.strictObject({ kind: id, prefix: z.string().default("") }).optional(),
  /** What the profile of a person is. */
  profile: z.strictObject({ category: id, rule: id.optional() }),
  /** The first entry that fits says what a ticket is; the last fits all that are left. */
  tickets: z.array(tickets).min(1),
  /** The tag that marks what is locked. */
  lock: tag.optional(),
  /** Art. 18: the tag that marks a pause. Without it pauses stand in the registry alone. */
  pause: tag.optional(),
  /** The tag of tickets that speak of somebody else. */
  thirdPersons: tag.optional(),
  /** Further hosts from which attachments may be read. */
  hosts: z.array(z.string().regex(/^[a-z0-9.-]+(?::\d+)?$/, "not the name of a host")).default([]),
});

export type ZendeskSource = z.output<typeof zendeskSource>;
export type Tickets = ZendeskSource["tickets"][number];
