/**
 * The documented forms of Zendesk's answers, as far as they are used (API reference: users, identities, tickets,
 * comments, deleted users and tickets, job statuses). What is not named here is not read.
 */
import * as z from "zod";

const number = z.number().int();
const text = z.string().nullish();
const numbers = z.array(number).default([]);
const strings = z.array(z.string()).default([]);

export const user = z.object({
  id: number,
  name: text,
  email: text,
  phone: text,
  external_id: text,
  /** `end-user`, or staff: `agent`, `admin`. */
  role: z.string(),
  /** false after a soft deletion. */
  active: z.boolean().default(true),
  created_at: z.string(),
  details: text,
  notes: text,
  locale: text,
  time_zone: text,
  tags: strings,
  user_fields: z.record(z.string(), z.unknown()).nullish(),
});
export type User = z.output<typeof user>;

export const identity = z.object({ id: number, type: z.string(), value: z.string(), primary: z.boolean() });
export type Identity = z.output<typeof identity>;

const metrics = z.object({ solved_at: text, status_updated_at: text, latest_comment_added_at: text });
export type Metrics = z.output<typeof metrics>;

export const ticket = z.object({
  id: number,
  requester_id: number,
  collaborator_ids: numbers,
  email_cc_ids: numbers,
  subject: text,
  status: z.string(),
  tags: strings,
  custom_fields: z.array(z.object({ id: number, value: z.unknown() })).default([]),
  created_at: z.string(),
  updated_at: z.string(),
  comment_count: number.nullish(),
  metric_set: metrics.nullish(),
});
export type Ticket = z.output<typeof ticket>;

export const attachment = z.object({
  id: number,
  file_name: z.string(),
  content_url: z.string(),
  content_type: text,
  size: z.number().nullish(),
});

export const comment = z.object({
  id: number,
  author_id: number,
  public: z.boolean(),
  body: text,
  html_body: text,
  plain_body: text,
  created_at: z.string(),
  attachments: z.array(attachment).default([]),
});
export type Comment = z.output<typeof comment>;

/** Cursor paging: `meta` says whether there is more and after what. */
const page = { meta: z.object({ has_more: z.boolean(), after_cursor: text }) };

export const oneUser = z.object({ user });
export const oneDeletedUser = z.object({ deleted_user: user });
export const someUsers = z.object({ users: z.array(user) });
/** Offset paging; `next_page` is null on the last page. */
export const userSearch = z.object({ users: z.array(user), next_page: text });
export const identityPage = z.object({ identities: z.array(identity), ...page });
/** Side-loaded metrics stand beside the tickets, or in each. */
const side = { metric_sets: z.array(metrics.extend({ ticket_id: number })).default([]) };
export const ticketPage = z.object({ tickets: z.array(ticket), ...side, ...page });
export const someTickets = z.object({ tickets: z.array(ticket), ...side });
export const deletedTicketPage = z.object({ deleted_tickets: z.array(z.object({ id: number })), ...page });
export type DeletedTicketPage = z.output<typeof deletedTicketPage>;
/** What a search brings up: only the numbers are taken from it. */
export const searchPage = z.object({ results: z.array(z.object({ id: number })), ...page });
export const ticketSearchPage = z.object({ results: z.array(ticket), ...page });
export const commentPage = z.object({
  comments: z.array(comment),
  users: z.array(z.object({ id: number, role: z.string() })).default([]),
  ...page,
});

export const job = z.object({
  job_status: z.object({
    id: z.string(),
    status: z.string(),
    /** Null or a sentence until the job has ended. */
    results: z
      .union([z.array(z.object({ id: number.nullish(), success: z.boolean().nullish() })), z.string(), z.object({})])
      .nullish(),
  }),
});
export type Job = z.output<typeof job>["job_status"];

export const complianceStatuses = z.object({
  compliance_deletion_statuses: z.array(
    z.object({ action: z.string(), application: z.string(), created_at: z.string() }),
  ),
});
/** Answers of which only the status counts. */
export const anything = z.unknown();
