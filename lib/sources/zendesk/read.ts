/**
 * Art. 15, 20: profiles and tickets as they are handed out, ticket by ticket, each with its messages and its files.
 * What colleagues wrote is not signed with their names; what the person wrote is apart, because it alone is taken along.
 */
import type { Group } from "../../gdpr/plan-value";
import type { Attachment, Person, SourceRecord } from "../source";
import type { Comment, Ticket, User } from "./answers";
import { attachmentBytes } from "./attachment";
import { profilePart } from "./classify";
import { commentsOf, identitiesOf, type Desk } from "./desk";
import { recordsOf, type Record as Found } from "./locate";
import { selected } from "./selector";

type Only = "provided" | undefined;

/** The records of a group in key order. Files are opened by whoever wants them. */
export async function* readGroup(desk: Desk, person: Person, group: Group, only: Only): AsyncGenerator<SourceRecord> {
  const { part } = selected(group.selector);
  for await (const found of recordsOf(desk, person, group)) {
    const key = String(part === profilePart ? found.profile.user.id : "ticket" in found && found.ticket.id);
    yield { category: group.category, part, key, ...(await contentOf(desk, found, only)) };
  }
}

type Content = Pick<SourceRecord, "values" | "attachments">;

async function contentOf(desk: Desk, found: Found, only: Only): Promise<Content> {
  if ("ticket" in found) return ticketContent(desk, found.ticket, only);
  return { values: only ? provided(found.profile.user) : await profileValues(desk, found) };
}

const provided = ({ name, email, phone }: User) => ({ name: name ?? null, email: email ?? null, phone: phone ?? null });

async function profileValues(desk: Desk, { profile: { user, deleted } }: Found): Promise<SourceRecord["values"]> {
  const identities = deleted ? [] : await identitiesOf(desk, user.id);
  const others = identities.filter(({ primary }) => !primary).map(({ type, value }) => ({ type, value }));
  const fields = Object.entries(user.user_fields ?? {}).filter(([, value]) => value !== null);
  return {
    ...provided(user),
    number: user.id,
    external_id: user.external_id ?? null,
    further_addresses: others,
    language: user.locale ?? null,
    time_zone: user.time_zone ?? null,
    details: user.details ?? null,
    notes: user.notes ?? null,
    fields: Object.fromEntries(fields),
    tags: user.tags,
    first_seen: user.created_at,
    deleted,
  };
}

type Message = { at: string; text: string };
/** Whose message it is: the person's, ours to the person, ours among colleagues, or somebody else's. */
type Voice = "messages" | "answers" | "notes" | "others";

async function ticketContent(desk: Desk, ticket: Ticket, only: Only): Promise<Content> {
  const said: Record<Voice, Message[]> = { messages: [], answers: [], notes: [], others: [] };
  const attachments: Attachment[] = [];
  for await (const { comments, users } of commentsOf(desk, String(ticket.id)))
    for (const comment of comments) {
      const voice = voiceOf(comment, ticket, users);
      said[voice].push({ at: comment.created_at, text: comment.plain_body ?? comment.body ?? "" });
      if (only && voice !== "messages") continue;
      attachments.push(...comment.attachments.map((file) => handedIn(desk, file)));
    }
  const own = { subject: ticket.subject ?? null, messages: said.messages };
  const values = only ? own : { ...own, ...ticketValues(ticket), ...rest(said) };
  return attachments.length > 0 ? { values, attachments } : { values };
}

function ticketValues({ id, status, created_at, updated_at, tags, custom_fields }: Ticket) {
  const fields = custom_fields.filter(({ value }) => value !== null && value !== undefined && value !== "");
  return { number: id, status, opened_at: created_at, changed_at: updated_at, tags, fields };
}

const rest = ({ answers, notes, others }: Record<Voice, Message[]>) => ({ answers, notes, others });

function voiceOf(comment: Comment, { requester_id: requester }: Ticket, users: { id: number; role: string }[]): Voice {
  if (comment.author_id === requester) return "messages";
  const author = users.find(({ id }) => id === comment.author_id);
  // Whoever is not known to be a colleague is somebody else.
  if (!author || author.role === "end-user") return "others";
  return comment.public ? "answers" : "notes";
}

function handedIn(desk: Desk, file: Comment["attachments"][number]): Attachment {
  const { file_name: name, content_type: mediaType, content_url: url } = file;
  return { name, mediaType: mediaType ?? "application/octet-stream", open: () => attachmentBytes(desk, url) };
}
