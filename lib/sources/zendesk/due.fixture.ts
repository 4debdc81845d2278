/** Desks for tests of what is due: a few tickets that are said, and what is asked of Zendesk. */
import type { Comment, Ticket, User } from "../../../demo/vendors/zendesk/state";
import type { SourceTools } from "../source";
import { directDesk, type DirectDesk, type Timing } from "./desk.fixture";
import type { Transport } from "./transport";

type Given = Partial<Ticket> & { id: number };

/** A desk with nothing but these tickets, which are like the first of all but for what is said. */
export const deskWith = (...given: Given[]): DirectDesk => slowDeskWith({}, ...given);

/** The same where Zendesk takes its time. */
export function slowDeskWith(timing: Timing, ...given: Given[]): DirectDesk {
  const desk = directDesk(timing);
  const state = desk.state();
  state.tickets = given.map((ticket) => oldTicket(desk, ticket));
  return desk;
}

/** A ticket that ended in May 2023. */
export function oldTicket(desk: DirectDesk, ticket: Given): Ticket {
  const [model] = directDesk().state().tickets;
  if (!model) throw new Error("the stand-in has tickets");
  const comments = model.comments.map((comment, no) => ({ ...structuredClone(comment), id: ticket.id * 10 + no }));
  const old = { status: "closed", deleted_at: null, created_at: "2023-05-01T08:00:00.000Z", solved_at: "2023-05-02T08:00:00.000Z" } as const; // prettier-ignore
  return { ...structuredClone(model), ...old, tags: [], custom_fields: [], comments, ...ticket };
}

/** Somebody who is like Ben, but for what is said. */
export function addUser(desk: DirectDesk, user: Partial<User> & { id: number }): void {
  const { users } = desk.state();
  const like = users.find(({ role }) => role === "end-user");
  if (!like) throw new Error("the stand-in has people");
  const nobody = { name: "Somebody", email: `user-${user.id}@mail.example`, external_id: null, notes: null };
  users.push({ ...structuredClone(like), ...nobody, ...user });
}

/** The policy empties what it would else delete. */
export const redacting = { tickets: [{ category: "contact", from: "closed", erase: "redact" }] };

/** Messages as Zendesk leaves them. */
export const emptied: Comment[] = [
  { id: 71, author_id: 900_001, public: true, html_body: "<p>▇▇▇</p>", created_at: "2023-05-01T08:00:00.000Z", attachments: [] },
]; // prettier-ignore

/** The paths that are asked for, and tools with room for so many exports of a search. */
export function counting(desk: DirectDesk) {
  const seen: string[] = [];
  let left = 0;
  const transport: Transport = {
    ...desk.transport,
    ask(question) {
      seen.push(question.url.pathname);
      return desk.transport.ask(question);
    },
  };
  const tools: SourceTools = {
    ...desk.tools,
    budget: {
      async take(credential) {
        if (!credential.endsWith("/search")) return null;
        left -= 1;
        return left < 0 ? new Date(Date.now() + 60_000) : null;
      },
    },
  };
  const room = (calls: number) => {
    left = calls;
    return tools;
  };
  return { seen, transport, room };
}

/** A search that is behind: it finds nobody by an address, no tickets, and who has become staff is still a customer. */
export const behind = ({ transport }: DirectDesk): Transport => ({
  ...transport,
  async ask({ url: asked, ...question }) {
    const url = new URL(asked);
    if (url.pathname.endsWith("/users/search"))
      return { status: 200, headers: {}, text: JSON.stringify({ users: [] }) };
    const query = url.searchParams.get("query");
    if (query) url.searchParams.set("query", query.replace("role:end-user ", ""));
    const answer = await transport.ask({ ...question, url });
    const isTickets = url.searchParams.get("filter[type]") === "ticket";
    return isTickets ? { ...answer, text: JSON.stringify({ results: [], meta: { has_more: false } }) } : answer;
  },
});
