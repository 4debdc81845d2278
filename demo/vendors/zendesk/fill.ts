/**
 * What the helpdesk holds from the start, made from the shop's people: a profile for each number the shop wrote down,
 * the tickets of the shop's copy under their own numbers, and people who look alike.
 */
import { digits } from "../asked";
import type { Known } from "../stand-in";
import { empty, type Comment, type State, type Ticket, type User } from "./state";

/** The helpdesk's own people and number spaces. */
const [desk, agent] = [970_001, 970_002];
const [firstTicket, firstComment, firstUnknown] = [70_000, 500_000, 800_001];
const topics = ["contract", "question", "contact"] as const;
type Topic = (typeof topics)[number];

const talks: Record<Topic, [subject: string, text: string]> = {
  contract: ["Defect after two weeks", "One key stays silent. Please replace the device."],
  question: ["How do I change the buffer size?", "Playback crackles on my computer."],
  contact: ["Do you visit trade fairs?", "I would like to see the keyboards."],
};

/**
 * `ids.helpdesk` are the numbers of profiles (`zd-900001`). `ids.ticket`, where there are some, are the tickets of the
 * shop's copy with topic and days, `40001/question/2023-03-12/2023-03-15`, the last one empty while they are open, and
 * `/others` behind where they name somebody else. People without get three tickets; the first person of all has one more
 * that is open, and one in which a neighbour reads along.
 */
export function filled(people: readonly Known[]): State {
  const state = empty();
  state.users.push(userOf(desk, "Desk", null, "admin"), userOf(agent, "Support", "support@klangwerk.example", "agent"));
  const customers = people.filter(({ ids }) => ids.helpdesk?.length || ids.ticket?.length);
  for (const [at, known] of customers.entries()) {
    // Of some the shop has tickets and never wrote the number of their profile down.
    const numbers = known.ids.helpdesk?.map(numberOf) ?? [firstUnknown + at];
    for (const id of numbers) addCustomer(state, known, id);
  }
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
  // Of two profiles of one person the first has the tickets of the shop's copy.
  const isFirst = known.ids.helpdesk === undefined || numberOf(known.ids.helpdesk[0] ?? "") === id;
  const copied = (isFirst && known.ids.ticket) || topics.map((topic, at) => `${firstTicket + id * 10 + at}/${topic}`);
  for (const one of copied) {
    const [number = "", topic = "question", opened, closed, others] = one.split("/");
    const [status, tags] = [closed === "" ? "open" : "closed", others ? ["names_others"] : []] as const;
    const days = { opened, closed: closed || undefined };
    addTicket(state, { id: Number(number), requester: id, topic: topic as Topic, status, tags: [...tags], ...days });
  }
}

type Opened = {
  id: number;
  requester: number;
  topic: Topic;
  status?: Ticket["status"];
  /** Days; without them some that are always the same for the same number. */
  opened?: string | undefined;
  closed?: string | undefined;
  cc?: number[];
  tags?: string[];
};

/** Two messages a few days apart. */
function addTicket(state: State, { id, requester, topic, status = "closed", ...more }: Opened): void {
  const { cc = [], tags = [], opened, closed } = more;
  const [subject, text] = talks[topic];
  const some = Date.UTC(2022, 0, 1) + (Number.parseInt(digits(String(id), 6), 16) % 1_400) * 86_400_000;
  const asked = opened === undefined ? some : Date.parse(`${opened}T09:00:00Z`);
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
    solved_at: status !== "closed" ? null : closed === undefined ? at(4) : `${closed}T15:00:00.000Z`,
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
