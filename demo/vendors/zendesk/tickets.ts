/**
 * Tickets of the stand-in (API reference: tickets, ticket comments, comment redactions, deleted tickets, job statuses).
 * Documented: closed tickets take no update but tags, and those only by `update_many`; deletion puts into a bin; removal
 * for good is a job with a result for each ticket. From memory: the order of a list by `sort=id`, the side-loads there.
 */
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { json, type Route } from "../asked";
import type { Answered, Asked } from "../stand-in";
import {
  authorsOf,
  badRequest,
  commentShown,
  cursorPage,
  invalid,
  jobShown,
  metricSets,
  notFound,
  ok,
  ticketShown,
} from "./answers";
import { changed, type Comment, type File, type Job, type State, type Ticket } from "./state";

type Get = () => State;
type Place = { here(asked: Asked): string; files(asked: Asked): string };

export function ticketRoutes(get: Get, { here, files }: Place): Route[] {
  const present = (id: string, then: (ticket: Ticket) => Answered): Answered => {
    const ticket = ticketOf(get(), Number(id));
    return ticket && ticket.deleted_at === null ? then(ticket) : notFound;
  };
  return [
    { method: "GET", path: /^\/api\/v2\/users\/(\d+)\/tickets\/requested$/, answer: ([id = ""], asked) => requested(get(), Number(id), asked, here(asked)) }, // prettier-ignore
    { method: "GET", path: /^\/api\/v2\/tickets\/show_many$/, answer: (_, { query }) => showMany(get(), query) },
    { method: "PUT", path: /^\/api\/v2\/tickets\/update_many$/, answer: (_, asked, now) => retag(get(), asked, now) },
    { method: "PUT", path: /^\/api\/v2\/tickets\/(\d+)$/, answer: ([id = ""], asked, now) => present(id, (ticket) => update(get(), ticket, asked, now)) }, // prettier-ignore
    { method: "DELETE", path: /^\/api\/v2\/tickets\/(\d+)$/, answer: ([id = ""], _, now) => present(id, (ticket) => bin(get(), ticket, now)) }, // prettier-ignore
    { method: "GET", path: /^\/api\/v2\/tickets\/(\d+)\/comments$/, answer: ([id = ""], asked) => present(id, (ticket) => talk(get(), ticket, { asked, here: here(asked), files: files(asked) })) }, // prettier-ignore
    { method: "PUT", path: /^\/api\/v2\/tickets\/(\d+)\/comments\/(\d+)\/attachments\/(\d+)\/redact$/, answer: ([id = "", comment = "", file = ""], _, now) => present(id, (ticket) => emptyFile(get(), ticket, { comment: Number(comment), file: Number(file), now })) }, // prettier-ignore
    { method: "PUT", path: /^\/api\/v2\/comment_redactions\/(\d+)$/, answer: ([id = ""], asked, now) => redact(get(), Number(id), asked, now) }, // prettier-ignore
    { method: "GET", path: /^\/api\/v2\/users\/(\d+)\/tickets\/ccd$/, answer: ([id = ""], asked) => readAlong(get(), Number(id), asked, here(asked)) }, // prettier-ignore
    { method: "GET", path: /^\/api\/v2\/deleted_tickets$/, answer: (_, asked) => ok(cursorPage("deleted_tickets", binned(get()), asked.query, here(asked))) }, // prettier-ignore
    { method: "DELETE", path: /^\/api\/v2\/deleted_tickets\/destroy_many$/, answer: (_, asked, now) => purge(get(), asked, now) }, // prettier-ignore
    { method: "GET", path: /^\/api\/v2\/job_statuses\/([^/]+)$/, answer: ([id = ""]) => job(get(), id) },
    { method: "GET", path: /^\/attachments\/token\/(\d+)\/$/, answer: ([id = ""], asked) => ({ status: 302, headers: { location: `${files(asked).replace("attachments/token", "files")}/${id}` } }) }, // prettier-ignore
    { method: "GET", path: /^\/files\/(\d+)$/, answer: ([id = ""]) => download(get(), Number(id)) },
  ];
}

const indexes = new WeakMap<Ticket[], Map<number, Ticket>>();

/** A ticket by its number, at the desk or in the bin; there may be very many. */
function ticketOf({ tickets }: State, id: number): Ticket | undefined {
  let index = indexes.get(tickets);
  if (index?.size !== tickets.length) indexes.set(tickets, (index = new Map(tickets.map((one) => [one.id, one]))));
  return index.get(id);
}

function requested({ users, tickets }: State, user: number, { query }: Asked, here: string): Answered {
  if (!users.some(({ id, deleted_at }) => id === user && deleted_at === null)) return notFound;
  const own = tickets.filter(({ requester_id, deleted_at }) => requester_id === user && deleted_at === null);
  const include = query.get("include") ?? "";
  const page = cursorPage("tickets", own.toSorted((one, other) => one.id - other.id), query, here) as { tickets: Ticket[] }; // prettier-ignore
  return ok({ ...page, tickets: page.tickets.map((one) => ticketShown(one, include)), ...metricSets(page.tickets, include) }); // prettier-ignore
}

function readAlong({ users, tickets }: State, user: number, { query }: Asked, here: string): Answered {
  if (!users.some(({ id, deleted_at }) => id === user && deleted_at === null)) return notFound;
  const read = tickets.filter(({ email_cc_ids, deleted_at }) => email_cc_ids.includes(user) && deleted_at === null);
  const page = cursorPage("tickets", read, query, here) as { tickets: Ticket[] };
  return ok({ ...page, tickets: page.tickets.map((one) => ticketShown(one, "")) });
}

function showMany({ tickets }: State, query: URLSearchParams): Answered {
  const ids = idsOf(query);
  const include = query.get("include") ?? "";
  if (ids.size > 100) return badRequest("At most 100 tickets at once");
  const found = tickets.filter(({ id, deleted_at }) => ids.has(id) && deleted_at === null);
  return ok({ tickets: found.map((one) => ticketShown(one, include)), ...metricSets(found, include) });
}

const idsOf = (query: URLSearchParams): Set<number> => new Set((query.get("ids") ?? "").split(",").map(Number));

function update(state: State, ticket: Ticket, asked: Asked, now: Date): Answered {
  const { status } = (json(asked)?.ticket ?? {}) as Partial<Ticket>;
  if (ticket.status === "closed") return invalid("Status: closed prevents ticket update");
  if (status) Object.assign(ticket, { status, solved_at: ticket.solved_at ?? now.toISOString() });
  ticket.updated_at = now.toISOString();
  changed(state, now, `ticket ${status}`, String(ticket.id));
  return ok({ ticket: ticketShown(ticket, "") });
}

function bin(state: State, ticket: Ticket, now: Date): Answered {
  ticket.deleted_at = now.toISOString();
  changed(state, now, "ticket deleted", String(ticket.id));
  return { status: 204 };
}

function talk(state: State, ticket: Ticket, { asked, here, files }: { asked: Asked; here: string; files: string }): Answered {
  const page = cursorPage("comments", ticket.comments, asked.query, here) as { comments: Comment[] };
  const comments = page.comments.map((one) => commentShown(one, files));
  return ok({ ...page, comments, ...(asked.query.get("include") === "users" ? { users: authorsOf(state, ticket) } : {}) });
} // prettier-ignore

/** The whole message must be sent back, with marks around what goes, and in the tags of links and images that go. */
function redact(state: State, id: number, asked: Asked, now: Date): Answered {
  const { ticket_id, html_body } = (json(asked) ?? {}) as { ticket_id?: number; html_body?: string };
  const ticket = state.tickets.find((one) => one.id === ticket_id && one.deleted_at === null);
  const comment = ticket?.comments.find((one) => one.id === id);
  if (!comment || html_body === undefined) return notFound;
  if (html_body.replaceAll(/<\/?redact>| redact(?=[\s>])/g, "") !== comment.html_body) return badRequest("html_body is not the comment");
  const emptied = html_body.replaceAll(/<redact>([\s\S]*?)<\/redact>/g, (_, text: string) => "▇".repeat(text.length));
  comment.html_body = emptied.replaceAll(/<(\w+) redact(?=[\s>])[^>]*>/g, (_, name: string) => (name === "img" ? "" : `<${name}>`));
  changed(state, now, "comment emptied", String(id));
  return ok({ comment: { id } });
} // prettier-ignore

type Emptying = { comment: number; file: number; now: Date };

function emptyFile(state: State, ticket: Ticket, { comment, file, now }: Emptying): Answered {
  const found = ticket.comments.find(({ id }) => id === comment)?.attachments.find(({ id }) => id === file);
  if (!found) return notFound;
  Object.assign(found, { file_name: "redacted.txt", content_type: "text/plain", size: 1 });
  changed(state, now, "file emptied", String(file));
  return ok({ attachment: found });
}

function binned({ tickets }: State): object[] {
  const lying = tickets.filter(({ deleted_at }) => deleted_at !== null);
  const newest = lying.toSorted((one, other) => ((one.deleted_at ?? "") < (other.deleted_at ?? "") ? 1 : -1));
  return newest.map(({ id, subject, deleted_at, status }) => ({ id, subject, deleted_at, previous_state: status }));
}

function purge(state: State, { query }: Asked, now: Date): Answered {
  const ids = [...idsOf(query)];
  if (ids.length > 100) return badRequest("At most 100 tickets at once");
  changed(state, now, "removal of tickets ordered", ids.join());
  return ordered(state, now, { kind: "purge", ids, add: [], remove: [] });
}

function retag(state: State, asked: Asked, now: Date): Answered {
  const wanted = (json(asked)?.ticket ?? {}) as { additional_tags?: string[]; remove_tags?: string[] };
  const ids = [...idsOf(asked.query)];
  changed(state, now, "tags of tickets ordered", ids.join());
  return ordered(state, now, {
    kind: "tags",
    ids,
    add: wanted.additional_tags ?? [],
    remove: wanted.remove_tags ?? [],
  });
}

function ordered(state: State, now: Date, wanted: Pick<Job, "kind" | "ids" | "add" | "remove">): Answered {
  const job: Job = { id: randomBytes(16).toString("hex"), ordered_at: now.toISOString(), results: null, ...wanted };
  state.jobs.push(job);
  return ok(jobShown(job));
}

function job({ jobs }: State, id: string): Answered {
  const found = jobs.find((one) => one.id === id);
  return found ? ok(jobShown(found)) : notFound;
}

/** Jobs whose time has come; an hour later nobody knows them any longer. */
export function runJobs(state: State, now: Date, seconds: number): void {
  for (const due of state.jobs) {
    if (due.results || Date.parse(due.ordered_at) + seconds * 1_000 > now.getTime()) continue;
    due.results = due.ids.map((id) => (due.kind === "purge" ? remove(state, id, now) : mark(state, id, due, now)));
  }
  state.jobs = state.jobs.filter(({ ordered_at }) => Date.parse(ordered_at) + 3_600_000 > now.getTime());
}

type Result = NonNullable<Job["results"]>[number];

function remove(state: State, id: number, now: Date): Result {
  if (state.stuck.includes(id)) return { id, success: false, error: "TicketUpdateFailed" };
  const found = state.tickets.some((one) => one.id === id && one.deleted_at !== null);
  if (!found) return { id, success: false, error: "TicketNotFound" };
  state.tickets = state.tickets.filter((one) => one.id !== id);
  changed(state, now, "ticket removed", String(id));
  return { id, success: true };
}

function mark(state: State, id: number, { add, remove }: Job, now: Date): Result {
  const ticket = state.tickets.find((one) => one.id === id && one.deleted_at === null);
  if (!ticket) return { id, success: false, error: "TicketNotFound" };
  const others = ticket.tags.filter((one) => !add.includes(one) && !remove.includes(one));
  Object.assign(ticket, { tags: [...others, ...add], updated_at: now.toISOString() });
  changed(state, now, "tags changed", String(id));
  return { id, success: true };
}

function download({ tickets }: State, id: number): Answered {
  const file = tickets.flatMap(({ comments }) => comments.flatMap((one) => one.attachments)).find((one) => one.id === id);
  if (!file) return notFound;
  const headers = { "content-type": file.content_type, "content-length": String(file.size) };
  return { status: 200, headers, body: Readable.from(contentOf(file), { objectMode: false, highWaterMark: 1 << 20 }) };
} // prettier-ignore

/** As many bytes as the file has, made as they are read. */
function* contentOf({ id, size }: File): Generator<Buffer> {
  const block = Buffer.alloc(Math.min(size, 1 << 20), `file ${id} `);
  for (let left = size; left > 0; left -= block.length) yield left < block.length ? block.subarray(0, left) : block;
}
