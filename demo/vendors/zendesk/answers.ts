/** How Zendesk words what it answers: pages by cursor or by number, errors, and the forms of its records. */
import type { Answered } from "../stand-in";
import { plain, type Comment, type Job, type State, type Ticket, type User } from "./state";

export const ok = (body: unknown): Answered => ({ status: 200, body });
export const notFound: Answered = { status: 404, body: { error: "RecordNotFound", description: "Not found" } };
export const unauthorized: Answered = { status: 401, body: { error: "Couldn't authenticate you" } };
export const invalid = (description: string): Answered => ({
  status: 422,
  body: { error: "RecordInvalid", description: "Record validation errors", details: { base: [{ description }] } },
});
export const badRequest = (description: string): Answered => ({
  status: 400,
  body: { error: "BadRequest", description },
});
export const tooMany = (seconds: number): Answered => ({
  status: 429,
  headers: { "retry-after": String(seconds) },
  body: { error: "APIRateLimitExceeded", description: "Number of allowed API requests per minute exceeded" },
});

/** Cursor paging (`page[size]`, `page[after]`): the cursor is the number of the last record, coded. */
export function cursorPage<Row>(name: string, rows: readonly Row[], query: URLSearchParams, here: string): object {
  const size = Math.min(Number(query.get("page[size]") ?? 100) || 100, 100);
  const after = query.get("page[after]");
  const from = after === null ? 0 : Number(Buffer.from(after, "base64url").toString());
  const part = rows.slice(from, from + size);
  const more = from + size < rows.length;
  const cursor = Buffer.from(String(from + part.length)).toString("base64url");
  const next = new URLSearchParams(query);
  next.set("page[after]", cursor);
  return {
    [name]: part,
    meta: { has_more: more, after_cursor: part.length > 0 ? cursor : null, before_cursor: null },
    links: { next: more ? `${here}?${next.toString()}` : null, prev: null },
  };
}

/** Offset paging (`page`, `per_page`): never beyond ten thousand records. */
export function numberedPage<Row>(name: string, rows: readonly Row[], query: URLSearchParams, here: string): Answered {
  const size = Math.min(Number(query.get("per_page") ?? 100) || 100, 100);
  const page = Number(query.get("page") ?? 1) || 1;
  if (page * size > 10_000) return badRequest("Offset pagination ends at 10000 records");
  const part = rows.slice((page - 1) * size, page * size);
  const next = page * size < rows.length ? `${here}?page=${page + 1}&per_page=${size}` : null;
  return ok({ [name]: part, next_page: next, previous_page: null, count: rows.length });
}

export function userShown(user: User): object {
  const { deleted_at: deleted, purge_ordered_at: _ordered, purged: _purged, ...shown } = user;
  return { ...shown, active: deleted === null, locale: "en-US", time_zone: "Berlin", verified: true, user_fields: {} };
}

/** `include` names what stands beside the tickets. */
export function ticketShown(ticket: Ticket, include: string): object {
  const { comments, deleted_at: _deleted, solved_at: _solved, email_cc_ids: ccs, ...shown } = ticket;
  const count = include.includes("comment_count") ? { comment_count: comments.length } : {};
  const description = plain(comments[0]?.html_body ?? "");
  return { ...shown, description, email_cc_ids: ccs, collaborator_ids: ccs, follower_ids: [], ...count };
}

/** Side-loaded metrics, where they were asked for. */
export function metricSets(tickets: readonly Ticket[], include: string): object {
  if (!include.includes("metric_sets")) return {};
  const sets = tickets.map(({ id, solved_at, updated_at, comments }) => ({
    ticket_id: id,
    solved_at,
    status_updated_at: updated_at,
    latest_comment_added_at: comments.at(-1)?.created_at ?? null,
  }));
  return { metric_sets: sets };
}

export function commentShown({ attachments, ...comment }: Comment, files: string): object {
  const text = plain(comment.html_body);
  const shown = attachments.map((file) => ({ ...file, content_url: `${files}/${file.id}/?name=${encodeURIComponent(file.file_name)}` })); // prettier-ignore
  return { ...comment, type: "Comment", body: text, plain_body: text, attachments: shown };
}

export function jobShown({ id, ids, results }: Job): object {
  const progress = results?.length ?? 0;
  return { job_status: { id, total: ids.length, progress, status: results ? "completed" : "queued", message: null, results } }; // prettier-ignore
}

export const authorsOf = ({ users }: State, { comments }: Ticket): object[] =>
  users.filter(({ id }) => comments.some(({ author_id }) => author_id === id)).map(userShown);
