/**
 * What the helpdesk holds from the start, made from the shop's people: a profile for each number the shop wrote down,
 * the tickets of the shop's copy under their own numbers, and people who look alike.
 */
import { digits } from "../asked";
import type { Known } from "../stand-in";
import { empty, type Comment, type State, type Ticket, type User } from "./state";

/** The helpdesk's own people and number spaces. */
export const agent = 2;
const [firstTicket, firstComment] = [70_000, 500_000];
const topics = ["contract", "question", "contact"] as const;
type Topic = (typeof topics)[number];

const talks: Record<Topic, [subject: string, text: string]> = {
  contract: ["Defect after two weeks", "One key stays silent. Please replace the device."],
  question: ["How do I change the buffer size?", "Playback crackles on my computer."],
  contact: ["Do you visit trade fairs?", "I would like to see the keyboards."],
};

/**
 * `ids.helpdesk` are the numbers of profiles (`zd-900001`). `ids.ticket`, where there are some, are the tickets of the
 * shop's copy: `40001/question`. Others get three tickets, the first person of all a fourth that is open and a fifth in
 * which a neighbour is named.
 */
export function filled(people: readonly Known[]): State {
  const state = empty();
  state.users.push(userOf(1, "Desk", null, "admin"), userOf(agent, "Support", "support@klangwerk.example", "agent"));
  const customers = people.filter(({ ids }) => (ids.helpdesk ?? []).length > 0);
  for (const known of customers) for (const id of known.ids.helpdesk ?? []) addCustomer(state, known, numberOf(id));
  const first = state.users.find(({ role }) => role === "end-user");
  if (first) addSpecial(state, first);
  for (const known of customers.slice(0, 3)) addNamesake(state, known);
  return state;
}

/** The shop writes `zd-` before the number. */
const numberOf = (id: string): number => Number(id.replace(/^\D+/, ""));

function userOf(id: number, name: string, email: string | null, role: User["role"] = "end-user"): User {
  return {
    id,
    name,
    email,
    phone: null,
    external_id: null,
    role,
    notes: null,
    details: null,
    tags: [],
    created_at: "2020-03-02T08:00:00.000Z",
    deleted_at: null,
    purge_ordered_at: null,
    purged: false,
  };
}

function addUser(state: State, user: User): void {
  state.users.push(user);
  const { id: user_id, email } = user;
  if (email === null) return;
  state.identities.push({ id: 1_000 + state.identities.length, user_id, type: "email", value: email, primary: true });
}

function addCustomer(state: State, known: Known, id: number): void {
  if (state.users.some((user) => user.id === id)) return;
  addUser(state, { ...userOf(id, known.name, known.email), external_id: known.account });
  const copied = known.ids.ticket ?? topics.map((topic, at) => `${firstTicket + id * 10 + at}/${topic}`);
  for (const one of copied) {
    const [number = "", topic = "question"] = one.split("/");
    addTicket(state, { id: Number(number), requester: id, topic: topic as Topic });
  }
}

type Opened = {
  id: number;
  requester: number;
  topic: Topic;
  status?: Ticket["status"];
  cc?: number[];
  tags?: string[];
};

/** Two messages a few days apart; the day is always the same for the same number. */
function addTicket(state: State, { id, requester, topic, status = "closed", cc = [], tags = [] }: Opened): void {
  const [subject, text] = talks[topic];
  const asked = Date.UTC(2022, 0, 1) + (Number.parseInt(digits(String(id), 6), 16) % 1_400) * 86_400_000;
  const at = (days: number) => new Date(asked + days * 86_400_000).toISOString();
  const comment = (author_id: number, days: number, said: string): Comment => ({
    id: firstComment + state.tickets.length * 10 + days,
    author_id,
    public: true,
    html_body: `<p>${said}</p>`,
    created_at: at(days),
    attachments: [],
  });
  const question = comment(requester, 0, text);
  const answer = comment(agent, 3, "Thank you, we looked into it.");
  if (topic === "contract") question.attachments.push({ id: question.id, file_name: "Foto vom Gerät.jpg", content_type: "image/jpeg", size: 40_000 }); // prettier-ignore
  state.tickets.push({
    id,
    requester_id: requester,
    email_cc_ids: cc,
    subject,
    status,
    tags: [`topic_${topic}`, ...tags],
    custom_fields: [{ id: 360_001, value: topic }],
    created_at: at(0),
    updated_at: at(4),
    solved_at: status === "closed" || status === "solved" ? at(4) : null,
    deleted_at: null,
    comments: [question, answer],
  });
}

/** An open question, and a message that names a neighbour who reads along. */
function addSpecial(state: State, { id }: User): void {
  const neighbour = { ...userOf(990_001, "Nadia Berg", "nadia.berg@post.example") };
  addUser(state, neighbour);
  addTicket(state, { id: firstTicket + id * 10 + 5, requester: id, topic: "question", status: "open" });
  addTicket(state, { id: firstTicket + id * 10 + 6, requester: id, topic: "contract", cc: [neighbour.id], tags: ["names_others"] }); // prettier-ignore
}

/** Somebody else whose address ends like the customer's, and whose notes speak of the customer. */
function addNamesake(state: State, { email, name }: Known): void {
  const id = 980_000 + state.users.length;
  addUser(state, { ...userOf(id, `Mary ${name}`, `mary-${email}`), notes: `Not the customer ${email}.` });
  addTicket(state, { id: firstTicket + id * 10, requester: id, topic: "question" });
}
