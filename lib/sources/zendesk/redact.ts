/**
 * Art. 17 where the ticket itself has to stay: every message and every file is emptied for good (API reference: comment
 * redactions, comment attachments). Works on closed tickets too; subject, dates and numbers stay.
 */
import type { Effect, Item } from "../source";
import { anything, type Comment } from "./answers";
import { commentsOf, ticketsByIds, type Desk } from "./desk";
import { close } from "./erase-tickets";
import { isKnownEmpty, noteEmpty, noteEnds } from "./notes";

/** Empties the tickets, one message after the other: what is empty already is passed by. */
export async function redactTickets(desk: Desk, items: readonly Item[]): Promise<Effect> {
  const ids = [...new Set(items.map(({ key }) => key))];
  const there = await ticketsByIds(desk, ids);
  const effect = { done: 0, gone: ids.length - there.size, held: 0 };
  await noteEnds(desk, there.values());
  for (const [id, ticket] of there) {
    const emptied = await empty(desk, id);
    const closed = ticket.status === "closed" || (await close(desk, id));
    effect[!closed ? "held" : emptied > 0 ? "done" : "gone"] += 1;
  }
  return effect;
}

/** How many of the tickets still say something. */
export async function unredacted(desk: Desk, ids: readonly string[]): Promise<number> {
  const there = await ticketsByIds(desk, ids);
  let left = 0;
  for (const [id, { status }] of there) if (status !== "closed" || (await speaks(desk, id))) left += 1;
  return left;
}

/**
 * Whether a closed ticket still says something, by its messages, unless they were seen empty before. They are read to the
 * end or not at all; every ticket began with a message, so where there is none nobody knows.
 */
export async function stillSpeaks(desk: Desk, ticket: string): Promise<"yes" | "no" | "unread"> {
  if (await isKnownEmpty(desk, ticket)) return "no";
  let read = 0;
  for await (const { comments } of commentsOf(desk, ticket, [])) {
    if (comments.some(says)) return "yes";
    read += comments.length;
  }
  if (read === 0) return "unread";
  await noteEmpty(desk, ticket);
  return "no";
}

async function speaks(desk: Desk, ticket: string): Promise<boolean> {
  for await (const { comments } of commentsOf(desk, ticket)) if (comments.some(says)) return true;
  return false;
}

const says = (comment: Comment): boolean => hasText(comment) || filesOf(comment).length > 0;

/** Gives how many messages and files were emptied. */
async function empty(desk: Desk, ticket: string): Promise<number> {
  let emptied = 0;
  for await (const { comments } of commentsOf(desk, ticket))
    for (const comment of comments) {
      for (const { id } of filesOf(comment)) {
        const path = `/api/v2/tickets/${ticket}/comments/${comment.id}/attachments/${id}/redact`;
        await desk.api.call({ method: "PUT", path, also: [404] }, anything);
        emptied += 1;
      }
      if (!hasText(comment)) continue;
      const body = { ticket_id: Number(ticket), html_body: marked(comment.html_body ?? comment.body ?? "") };
      await desk.api.call({ method: "PUT", path: `/api/v2/comment_redactions/${comment.id}`, body }, anything);
      emptied += 1;
    }
  return emptied;
}

/** Elements whose attributes say something: where a link leads, what an image shows. */
const speaking = /^<(?:a|img)\b[^>]*\s(?:href|src|alt|title)\s*=/i;

/**
 * Zendesk wants the whole message back, with marks around what has to go: here every text between the tags, and an
 * attribute in every link and image, which are taken out with what they say.
 */
const marked = (html: string): string =>
  html.replaceAll(/(<[^>]*>)|([^<]+)/g, (_, tag?: string, text?: string) => {
    if (tag !== undefined) return speaking.test(tag) ? tag.replace(/^<\w+/, "$& redact") : tag;
    return text?.trim() ? `<redact>${text}</redact>` : (text ?? "");
  });

/** Zendesk puts a black square in the place of each letter. */
function hasText({ html_body: html, body }: Comment): boolean {
  const text = html ?? body ?? "";
  const tags = text.match(/<[^>]*>/g) ?? [];
  return text.replaceAll(/<[^>]*>|&nbsp;|[\s▇]/g, "") !== "" || tags.some((tag) => speaking.test(tag));
}

/** An emptied file is called so and has nothing in it; anybody can give a file that name. */
const filesOf = ({ attachments }: Comment) =>
  attachments.filter(({ file_name: name, size }) => name !== "redacted.txt" || (size ?? 0) > 1);
