/**
 * Art. 5(2), 24: one event of a request's evidence, format v1, fixed from the first event on.
 *
 * `hash` covers everything else in canonical form (RFC 8785), `prev` the event before: nothing can be changed, put in or
 * taken out of the middle unseen. A cut tail cannot be seen in the chain itself: the head lives in letters and checkpoints.
 */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import * as z from "zod";
import { isDay } from "./day";
import { facts, hash, reference, type Fact } from "./facts";

export const roles = ["subject", "reviewer", "dpo", "legal", "operator", "system"] as const;
/** The actor id of the portal itself. */
export const systemId = "0".repeat(32);
/** `prev` of the first event. */
export const noEvent = "0".repeat(64);

const at = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/)
  .refine((instant) => isDay(instant.slice(0, 10)));

const envelope = z.strictObject({
  v: z.literal(1),
  /** The reference, or `system` for events of no request. */
  request: z.union([reference, z.literal("system")]),
  seq: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  at,
  fact: z.enum(Object.keys(facts) as [Fact, ...Fact[]]),
  actor: z
    .strictObject({ role: z.enum(roles), id: z.string().regex(/^[0-9a-f]{32}$/) })
    .refine(({ role, id }) => (role === "system") === (id === systemId)),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** HMAC-SHA-256 under the request's salt over the canonical payload, or null. */
  commit: hash.nullable(),
  prev: hash,
});

/** An event as it is stored and printed. */
export type Event = z.output<typeof envelope> & { hash: string };
export type EventBody = Omit<Event, "hash">;

/** The strict shape of a stored event, its data included. */
export const eventSchema = envelope
  .extend({ hash })
  .refine(({ fact, data }) => facts[fact].safeParse(data).success, { path: ["data"] });

/** hex SHA-256 of "rightful-event-v1\n" and the canonical event without its hash. */
export function eventHash(body: EventBody): string {
  return hashOfText(canonical(body));
}

/** The same of a text that is canonical already. */
export function hashOfText(canonicalBody: string): string {
  return createHash("sha256").update(`rightful-event-v1\n${canonicalBody}`).digest("hex");
}

/** The event with its hash; throws when the event has not the shape its fact demands. */
export function sealed(body: EventBody): Event {
  return eventSchema.parse({ ...body, hash: eventHash(body) });
}

/** One line of the evidence file, without the line feed. */
export function eventLine(event: Event): string {
  return canonical(event);
}

function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("no JSON value");
  return text;
}
