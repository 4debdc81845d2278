/** One Zendesk as its source sees it, and the questions that change nothing (API reference: users, tickets). */
import type * as z from "zod";
import type { Rule } from "../../gdpr/rule";
import type { ZendeskSource } from "../../policy/kinds/zendesk";
import { WrongPerson, type SourceTools } from "../source";
import * as answers from "./answers";
import type { Answer, Api, Call } from "./api";
import type { Bin } from "./bin";
import type { Candidates } from "./candidates";

export type Desk = {
  id: string;
  mapping: ZendeskSource;
  api: Api;
  bin: Bin;
  candidates: Candidates;
  tools: SourceTools;
  /** The policy's zone, in which days are counted. */
  zone: string;
  rules(category: string): readonly Rule[];
};

/** Records in one question. */
export const most = 100;
const sized = { "page[size]": String(most) };
const reading = (path: string, query: Call["query"] = {}): Call => ({ method: "GET", path: `/api/v2${path}`, query });
/** Offset paging ends after ten thousand records. */
const lastPage = 100;

/** A user who is there, null when nobody has the number any longer. */
export async function userById({ api, id: source }: Desk, id: string): Promise<answers.User | null> {
  const answer = await api.call({ ...reading(`/users/${id}`), also: [404] }, answers.oneUser);
  if (!answer.ok) return null;
  if (String(answer.value.user.id) !== id) throw new WrongPerson(source, "user");
  return answer.value.user.active ? answer.value.user : null;
}

/** A user who was deleted and may still be in the bin. */
export async function deletedUser({ api, id: source }: Desk, id: string): Promise<answers.User | null> {
  const answer = await api.call({ ...reading(`/deleted_users/${id}`), also: [404] }, answers.oneDeletedUser);
  if (!answer.ok) return null;
  if (String(answer.value.deleted_user.id) !== id) throw new WrongPerson(source, "user");
  return answer.value.deleted_user;
}

/** Everybody whom the search brings up: similar people as well. */
export async function* searchedUsers({ api }: Desk, query: Record<string, string>): AsyncGenerator<answers.User> {
  for (let page = 1; ; page += 1) {
    const asked = reading("/users/search", { ...query, page: String(page), per_page: String(most) });
    const answer = await api.call(asked, answers.userSearch);
    if (!answer.ok) return;
    yield* answer.value.users;
    if (!answer.value.next_page) return;
    if (page === lastPage) throw api.trouble("unexpected-answer");
  }
}

/** The users of these numbers who are there. */
export async function usersByIds(desk: Desk, ids: readonly string[]): Promise<Map<string, answers.User>> {
  const found = new Map<string, answers.User>();
  for (const some of inHundreds(ids)) {
    const answer = await desk.api.call(reading("/users/show_many", { ids: some.join() }), answers.someUsers);
    for (const user of answer.ok ? answer.value.users : []) {
      if (!some.includes(String(user.id))) throw new WrongPerson(desk.id, "user");
      if (user.active) found.set(String(user.id), user);
    }
  }
  return found;
}

export async function identitiesOf(desk: Desk, user: number): Promise<answers.Identity[]> {
  const found: answers.Identity[] = [];
  const path = `/users/${user}/identities`;
  for await (const { identities } of pages(desk, reading(path, sized), answers.identityPage)) found.push(...identities);
  return found;
}

const withMetrics = { include: "metric_sets,comment_count" };

/** Who or what is not there has nothing. Whoever needs the whole of an answer takes no such status for one. */
const absent: readonly number[] = [404];

/** What a user asked, in the order of the numbers. An answer with somebody else's ticket is an alarm. */
export async function* ticketsOf(desk: Desk, user: number, also = absent): AsyncGenerator<answers.Ticket> {
  const asked = { ...reading(`/users/${user}/tickets/requested`, { ...sized, sort: "id", ...withMetrics }), also };
  let last = 0;
  for await (const page of pages(desk, asked, answers.ticketPage))
    for (const ticket of measured(page)) {
      if (ticket.requester_id !== user) throw new WrongPerson(desk.id, "ticket");
      if (ticket.id <= last) throw desk.api.trouble("unexpected-answer");
      last = ticket.id;
      yield ticket;
    }
}

/** Somebody else's tickets in which a user reads along. */
export async function* ticketsReadAlong(desk: Desk, user: number): AsyncGenerator<answers.Ticket> {
  const asked = reading(`/users/${user}/tickets/ccd`, sized);
  for await (const { tickets } of pages(desk, asked, answers.ticketPage)) yield* tickets;
}

/** The tickets of these numbers that are there, not those in the bin. */
export async function ticketsByIds(desk: Desk, ids: readonly string[]): Promise<Map<string, answers.Ticket>> {
  const found = new Map<string, answers.Ticket>();
  for (const some of inHundreds(ids)) {
    const asked = reading("/tickets/show_many", { ids: some.join(), ...withMetrics });
    const answer = await desk.api.call(asked, answers.someTickets);
    for (const ticket of answer.ok ? measured(answer.value) : []) {
      if (!some.includes(String(ticket.id))) throw new WrongPerson(desk.id, "ticket");
      if (ticket.status !== "deleted") found.set(String(ticket.id), ticket);
    }
    desk.bin.seen(some, found);
  }
  return found;
}

/** The messages of a ticket, oldest first, page by page, with who wrote them. */
export async function* commentsOf(desk: Desk, ticket: string, also = absent) {
  const asked = reading(`/tickets/${ticket}/comments`, { ...sized, include: "users" });
  for await (const { comments, users } of pages(desk, { ...asked, also }, answers.commentPage))
    yield { comments, users };
}

/** A job that was ordered; null when Zendesk no longer knows it. */
export async function jobById({ api }: Desk, id: string): Promise<answers.Job | null> {
  const asked = { ...reading(`/job_statuses/${encodeURIComponent(id)}`), also: [404] };
  const answer = await api.call(asked, answers.job);
  return answer.ok ? answer.value.job_status : null;
}

type Paged = { meta: { has_more: boolean; after_cursor?: string | null | undefined } };

/** Page after page by the cursor that the answer gives; its links, which may lead anywhere, are not followed. */
export async function* pages<Page extends Paged>(
  { api }: Desk,
  call: Call,
  shape: z.ZodType<Page>,
): AsyncGenerator<Page> {
  let query = call.query ?? {};
  for (;;) {
    const answer: Answer<Page> = await api.call({ ...call, query }, shape);
    if (!answer.ok) return;
    yield answer.value;
    const { has_more: more, after_cursor: after } = answer.value.meta;
    if (!more) return;
    // A cursor that leads nowhere would ask for ever.
    if (!after || after === query["page[after]"]) throw api.trouble("unexpected-answer");
    query = { ...query, "page[after]": after };
  }
}

type Measured = { tickets: answers.Ticket[]; metric_sets: ({ ticket_id: number } & answers.Metrics)[] };

function measured({ tickets, metric_sets }: Measured): answers.Ticket[] {
  const metrics = new Map(metric_sets.map((set) => [set.ticket_id, set]));
  return tickets.map((ticket) => ({ ...ticket, metric_set: ticket.metric_set ?? metrics.get(ticket.id) ?? null }));
}

export function inHundreds<Value>(all: readonly Value[]): Value[][] {
  const parts: Value[][] = [];
  for (let from = 0; from < all.length; from += most) parts.push(all.slice(from, from + most));
  return parts;
}
