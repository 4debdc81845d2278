/** Which part of the queue is shown: what the address bar holds, read strictly; nonsense is left out, never an error. */
import { z } from "zod";
import { states } from "../../gdpr/request";
import { rights, type Right } from "../../gdpr/right";
import { isDay } from "../../gdpr/day";

export const shows = ["open", "mine", "us", "person", "source", "closed"] as const;
export type Show = (typeof shows)[number];

/** The row a page starts behind, or ends before: due date and reference. */
export type Cursor = { dueOn: string; reference: string };

const rightNames = Object.keys(rights) as [Right, ...Right[]];
const cursor = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d\.R-[0-9A-HJKMNP-TV-Z]{16}$/)
  .refine((text) => isDay(text.slice(0, 10)))
  .transform((text): Cursor => ({ dueOn: text.slice(0, 10), reference: text.slice(11) }));

const schema = z.object({
  show: z.enum(shows).catch("open"),
  right: z.enum(rightNames).nullable().catch(null),
  state: z.enum(states).nullable().catch(null),
  after: cursor.nullable().catch(null),
  before: cursor.nullable().catch(null),
});

export type QueueView = z.output<typeof schema>;

/** Reads the query of the queue's address. */
export const queueView = (query: Record<string, string | string[] | undefined>): QueueView => schema.parse(query);

/** The address of a view; what is not set is not named. */
export function queueAddress({ show = "open", right, state, after, before }: Partial<QueueView>): string {
  const query = new URLSearchParams();
  if (show !== "open") query.set("show", show);
  if (right) query.set("right", right);
  if (state) query.set("state", state);
  if (after) query.set("after", `${after.dueOn}.${after.reference}`);
  else if (before) query.set("before", `${before.dueOn}.${before.reference}`);
  return query.size === 0 ? "/desk" : `/desk?${query}`;
}
