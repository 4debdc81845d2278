/** What the stand-in of Zendesk holds: plain values that survive a file. */
export type User = {
  id: number;
  name: string;
  email: string | null;
  phone: string | null;
  external_id: string | null;
  role: "end-user" | "agent" | "admin";
  notes: string | null;
  details: string | null;
  tags: string[];
  created_at: string;
  /** In the bin from this instant. */
  deleted_at: string | null;
  /** Removal for good was ordered, and is complete. */
  purge_ordered_at: string | null;
  purged: boolean;
};

export type Identity = { id: number; user_id: number; type: "email" | "phone_number"; value: string; primary: boolean };

export type File = { id: number; file_name: string; content_type: string; size: number };
export type Comment = {
  id: number;
  author_id: number;
  public: boolean;
  html_body: string;
  created_at: string;
  attachments: File[];
};

export type Ticket = {
  id: number;
  requester_id: number;
  email_cc_ids: number[];
  subject: string;
  status: "new" | "open" | "pending" | "hold" | "solved" | "closed";
  tags: string[];
  custom_fields: { id: number; value: string | null }[];
  created_at: string;
  updated_at: string;
  solved_at: string | null;
  deleted_at: string | null;
  comments: Comment[];
};

export type Job = {
  id: string;
  kind: "purge" | "tags";
  ids: number[];
  add: string[];
  remove: string[];
  ordered_at: string;
  /** Null until it has run. */
  results: { id: number; success: boolean; error?: string }[] | null;
};

export type State = {
  users: User[];
  identities: Identity[];
  tickets: Ticket[];
  jobs: Job[];
  /** Tickets whose removal fails, as some do. */
  stuck: number[];
  /** Every change that was made, once for each record: so a second effect shows. */
  changes: { at: string; change: string; record: string }[];
};

export const empty = (): State => ({ users: [], identities: [], tickets: [], jobs: [], stuck: [], changes: [] });

/** Writes a change down. */
export function changed(state: State, now: Date, change: string, record: string): void {
  state.changes.push({ at: now.toISOString(), change, record });
}

/** The text of HTML. */
export const plain = (html: string): string => html.replaceAll(/<[^>]*>/g, "").trim();
