/** Which part of the queue is shown: what the address bar holds, read strictly; nonsense is left out, never an error. */
import * as z from "zod";
import { isClosed, states, type State } from "../../gdpr/request";
import { rights, type Right } from "../../gdpr/right";
import { isDay } from "../../gdpr/day";

export const shows = ["open", "closed"] as const;
/** For whom or what a request may wait; `us`: nobody outside the house, and no other system. */
export const waitsFilters = ["us", "reviewer", "dpo", "second", "task", "person", "source", "hold"] as const;
export type WaitsFilter = (typeof waitsFilters)[number];
export const sortKeys = ["due", "received", "reference"] as const;
export type SortKey = (typeof sortKeys)[number];
export type Sort = { by: SortKey; down: boolean };

/** The row a page starts behind, or ends before: what the view is sorted by, and the reference. */
export type Cursor = { at: string; reference: string };

const rightNames = Object.keys(rights) as [Right, ...Right[]];
const cursor = z
  .string()
  .regex(/^(\d{4}-\d\d-\d\d|\d{12,14}|r)\.R-[0-9A-HJKMNP-TV-Z]{16}$/)
  .transform((text): Cursor => {
    const dot = text.indexOf(".");
    return { at: text.slice(0, dot), reference: text.slice(dot + 1) };
  });
/** Due within so many days from today, or overdue. */
const due = z.union([z.literal("overdue"), z.string().regex(/^\d{1,3}$/).transform(Number)]); // prettier-ignore
/** With the person who looks, with nobody, or with somebody of the desk by the id of their row. */
const hands = z.union([z.enum(["me", "nobody"]), z.uuid().toLowerCase()]);
const sort = z.string().regex(/^-?(due|received|reference)$/).transform(sortOf); // prettier-ignore

const schema = z
  .object({
    show: z.enum(shows).catch("open"),
    right: z.enum(rightNames).nullable().catch(null),
    state: z.enum(states).nullable().catch(null),
    due: due.nullable().catch(null),
    waits: z.enum(waitsFilters).nullable().catch(null),
    with: hands.nullable().catch(null),
    sort: sort.nullable().catch(null),
    after: cursor.nullable().catch(null),
    before: cursor.nullable().catch(null),
  })
  .transform(sensible);

export type QueueView = z.output<typeof schema>;
type Asked = {
  show: (typeof shows)[number];
  right: Right | null;
  state: State | null;
  due: "overdue" | number | null;
  waits: WaitsFilter | null;
  with: string | null;
  sort: Sort | null;
  after: Cursor | null;
  before: Cursor | null;
};

/** Reads the query of the queue's address. */
export const queueView = (query: Record<string, string | string[] | undefined>): QueueView => schema.parse(query);

/** A state says by itself whether it is closed; what is closed is in nobody's hands, waits for nobody and is not due. */
function sensible({ sort: asked, ...view }: Asked) {
  const show: (typeof shows)[number] = view.state ? (isClosed(view.state) ? "closed" : "open") : view.show;
  const order = asked ?? usual(show);
  const fits = (edge: Cursor | null) => (edge && isOf(order.by, edge.at) ? edge : null);
  const edges = { after: fits(view.after), before: fits(view.before) };
  return { ...view, ...(show === "closed" ? { due: null, waits: null, with: null } : {}), show, sort: order, ...edges };
}

/** Open requests: the one due soonest first. Closed ones: the newest first. */
const usual = (show: string): Sort => ({ by: "due", down: show === "closed" });

function sortOf(text: string): Sort {
  const down = text.startsWith("-");
  return { by: sortKeys.find((key) => text.endsWith(key)) ?? "due", down };
}

function isOf(by: SortKey, at: string): boolean {
  if (by === "due") return isDay(at);
  return by === "received" ? /^\d{12,14}$/.test(at) : at === "r";
}

/** The query of a view, without its question mark; what is not set, or is as usual, is not named. */
export function queueQuery({
  show = "open",
  right,
  state,
  due: within,
  waits,
  sort: order,
  ...rest
}: Partial<QueueView>): string {
  const query = new URLSearchParams();
  const closed = state ? isClosed(state) : show === "closed";
  if (closed && !state) query.set("show", "closed");
  if (right) query.set("right", right);
  if (state) query.set("state", state);
  if (within !== null && within !== undefined && !closed) query.set("due", String(within));
  if (waits && !closed) query.set("waits", waits);
  if (rest.with && !closed) query.set("with", rest.with);
  if (order && (order.by !== "due" || order.down !== closed)) query.set("sort", `${order.down ? "-" : ""}${order.by}`);
  const edge = rest.after ?? rest.before;
  if (edge) query.set(rest.after ? "after" : "before", `${edge.at}.${edge.reference}`);
  return query.toString();
}

/** The address of a view. */
export function queueAddress(view: Partial<QueueView>): string {
  const query = queueQuery(view);
  return query === "" ? "/desk" : `/desk?${query}`;
}
