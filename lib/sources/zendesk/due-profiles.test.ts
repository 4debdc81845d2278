/** Profiles whose time has come: after the last of their tickets, never before one that is still kept, never in doubt. */
import { expect, test } from "vitest";
import { Killed } from "../killed.fixture";
import type { Due, Item, Spared } from "../source";
import { all, categories, directDesk, rule, type DirectDesk, type Opening } from "./desk.fixture";
import { addUser, behind, counting, deskWith, emptied, oldTicket, redacting, slowDeskWith } from "./due.fixture";

/** A year after the last ticket. */
const year = { ...categories, profile: { rules: [rule({ keep: "P1Y", from: "trigger" })] } };
const cutoff = "2024-01-01T00:00:00.000Z";
const asked = (more: Partial<Due> = {}): Due => ({ category: "profile", rule: "only", cutoff, after: null, limit: 100, ...more }); // prettier-ignore
const keysOf = (items: Item[]) => items.map(({ key }) => Number(key));
type More = Partial<Due> & Pick<Opening, "changes" | "transport">;
const due = async (desk: DirectDesk, { changes = {}, transport = desk.transport, ...more }: More = {}) =>
  keysOf(await all(desk.again({ changes, transport, rules: year }).due!(asked(more))));

const [ana, again, ben] = [900_001, 900_002, 900_003];

/** Deletes tickets as a sweep does, to the end. */
async function deleteTickets(desk: DirectDesk, ...ids: number[]): Promise<void> {
  const items = ids.map((id) => ({ part: "ticket/contact", key: String(id), version: "" }));
  const source = desk.again({ rules: year });
  expect(await source.write!("erase", items, `night ${ids.join()}`)).toMatchObject({ done: ids.length, held: 0 });
}

const pass = (desk: DirectDesk, days: number) =>
  desk.pass(new Date(Date.parse(desk.now()) + days * 86_400_000).toISOString());

test("a profile goes after its own time, when the last of its tickets has gone", async () => {
  const desk = deskWith(
    { id: 1, requester_id: ana },
    { id: 2, requester_id: ana, solved_at: "2024-03-01T00:00:00.000Z" },
    { id: 3, requester_id: ben },
  );
  const { seen, transport, room } = counting(desk);
  room(1_000);
  expect(await due(desk, { transport })).toEqual([]);
  const isLook = (path: string) => path.endsWith(`/users/${ana}/tickets/requested`);
  await deleteTickets(desk, 2, 3);
  expect(await due(desk, { transport })).toEqual([ben]);
  await deleteTickets(desk, 1);
  // Its last ticket ended later than that, although nobody sees it any longer.
  expect(await due(desk, { transport })).toEqual([ben]);
  // Whoever has tickets, or whose time is known, costs no question.
  expect(seen.filter(isLook)).toEqual([]);
  expect(await due(desk, { cutoff: "2024-03-01T00:00:00.000Z" })).toEqual([ben]);
  expect(await due(desk, { cutoff: "2024-03-01T00:00:00.001Z" })).toEqual([ana, ben]);
  // Nobody's rule, nobody's profile.
  expect(await due(desk, { rule: "another" })).toEqual([]);
  expect(await due(desk, { category: "contact" })).toEqual([]);
});

test("a profile of which no ticket is known to have ended stays, and is not looked at each night", async () => {
  const desk = deskWith();
  const { seen, transport, room } = counting(desk);
  room(1_000);
  expect(await due(desk, { transport })).toEqual([]);
  const looks = () => seen.filter((path) => path.endsWith("/tickets/requested")).length;
  const first = looks();
  expect(first).toBeGreaterThan(3);
  pass(desk, 20);
  expect(await due(desk, { transport })).toEqual([]);
  expect(looks()).toBe(first);
  pass(desk, 2);
  expect(await due(desk, { transport })).toEqual([]);
  expect(looks()).toBe(2 * first);
  // What the portal itself deletes is no reason to wait.
  desk.state().tickets.push(oldTicket(desk, { id: 1, requester_id: ben, email_cc_ids: [ana] }));
  await deleteTickets(desk, 1);
  expect(await due(desk, { transport })).toEqual([ben]);
});

test("killed while a ticket is deleted, the end of that ticket is known", async () => {
  const desk = deskWith({ id: 1, requester_id: ana });
  const [ticket] = desk.state().tickets;
  const ask: typeof desk.transport.ask = async (question) => {
    const answer = await desk.transport.ask(question);
    if (question.method === "DELETE") throw new Killed();
    return answer;
  };
  const source = desk.again({ rules: year, transport: { ...desk.transport, ask } });
  const items = [{ part: "ticket/contact", key: "1", version: "" }];
  await expect(source.write!("erase", items, "night")).rejects.toThrow(Killed);
  expect(ticket?.deleted_at).not.toBeNull();
  expect(await due(desk)).toEqual([ana]);
});

test("whoever has an open ticket stays, also one that only reads along, and what is kept keeps who asked", async () => {
  const open = { status: "open", solved_at: null } as const;
  const desk = deskWith({ id: 1, requester_id: ana }, { id: 2, requester_id: ben }, { id: 3, requester_id: again });
  await deleteTickets(desk, 1, 2, 3);
  expect(await due(desk)).toEqual([ana, again, ben]);
  const { tickets } = desk.state();
  tickets.push(oldTicket(desk, { id: 4, requester_id: ana, ...open }));
  expect(await due(desk)).toEqual([again, ben]);
  tickets.push(oldTicket(desk, { id: 5, requester_id: ben, tags: ["topic_contract"] }));
  expect(await due(desk)).toEqual([again]);
  tickets.push(oldTicket(desk, { id: 6, requester_id: 980_005, email_cc_ids: [again] }));
  expect(await due(desk)).toEqual([]);
  // What the search does not know yet the desk itself says.
  expect(await due(desk, { transport: behind(desk) })).toEqual([]);
});

test("an emptied ticket keeps nobody, one that still says something does", async () => {
  const desk = deskWith(
    { id: 1, requester_id: ana, comments: emptied },
    { id: 2, requester_id: ben },
    { id: 3, requester_id: again, comments: emptied, solved_at: "2024-02-01T00:00:00.000Z" },
  );
  const changes = redacting;
  expect(await due(desk, { changes })).toEqual([ana]);
  const source = desk.again({ changes, rules: year });
  const tickets = await all(source.due!({ ...asked(), category: "contact" }));
  expect(keysOf(tickets)).toEqual([2]);
  expect(await source.write!("erase", tickets, "night")).toMatchObject({ done: 1 });
  expect(await due(desk, { changes })).toEqual([ana, ben]);
  // The year of the third is over on its day, whenever it was looked at before.
  expect(await due(desk, { changes, cutoff: "2024-02-02T00:00:00.000Z" })).toEqual([ana, again, ben]);
});

test("staff, what is paused and what lies in the bin is not listed", async () => {
  const desk = deskWith(...[ana, again, ben, 970_002].map((id, at) => ({ id: at + 1, requester_id: id })));
  await deleteTickets(desk, 1, 2, 3, 4);
  const user = (id: number) => desk.state().users.find((one) => one.id === id)!;
  user(ana).tags = ["paused_on_request"];
  user(again).deleted_at = desk.now();
  expect(await due(desk)).toEqual([ben]);
  expect(await due(desk, { transport: behind(desk) })).toEqual([ben]);
  user(ben).role = "agent";
  expect(await due(desk)).toEqual([]);
  expect(await due(desk, { transport: behind(desk) })).toEqual([]);
});

test("half an answer is none", async () => {
  const desk = deskWith({ id: 1, requester_id: ana });
  await deleteTickets(desk, 1);
  for (const path of ["/tickets/requested", "/tickets/ccd"]) {
    const ask: typeof desk.transport.ask = (question) =>
      question.url.pathname.endsWith(path) ? Promise.resolve({ status: 404, headers: {}, text: "{}" }) : desk.transport.ask(question); // prettier-ignore
    await expect(due(desk, { transport: { ...desk.transport, ask } })).rejects.toMatchObject({
      trouble: "unexpected-answer",
    });
  }
  expect(await due(desk)).toEqual([ana]);
});

test("in the order of numbers, so many at once, on after the last; who is under way or gone is not due again", async () => {
  const desk = directDesk({ removalSeconds: 3_600 });
  const ids = Array.from({ length: 230 }, (_, at) => 600_001 + at);
  for (const id of ids) addUser(desk, { id });
  desk.state().tickets = ids.map((id, at) => oldTicket(desk, { id: 1_000 - at, requester_id: id }));
  for (let at = 0; at < 3; at += 1)
    await deleteTickets(desk, ...ids.slice(at * 100, at * 100 + 100).map((id) => 1_000 - (id - 600_001)));
  const source = desk.again({ rules: year });
  const seen: number[] = [];
  for (let after: Due["after"] = null; ;) {
    const items: Item[] = await all(source.due!(asked({ after, limit: 90 })));
    if (items.length === 0) break;
    expect(items.length).toBeLessThanOrEqual(90);
    seen.push(...keysOf(items));
    after = items.at(-1) ?? null;
  }
  expect(seen).toEqual(ids);
  const first = await all(source.due!(asked({ limit: 2 })));
  expect(await source.changed(first)).toBe(0);
  expect(await source.write!("erase", first, "night")).toMatchObject({ done: 0, underWay: { count: 2 } });
  expect(await due(desk, { limit: 1 })).toEqual([600_003]);
  desk.pass(new Date(Date.parse(desk.now()) + 3_700_000).toISOString());
  expect(await desk.again({ rules: year }).write!("erase", first, "night")).toEqual({ done: 2, gone: 0, held: 0 });
  expect(await due(desk, { limit: 1 })).toEqual([600_003]);
});

test("a category of tickets and of profiles has its tickets first, and goes on in either", async () => {
  const desk = deskWith({ id: 1, requester_id: ana }, { id: 2, requester_id: ben }, { id: 3, requester_id: again });
  await deleteTickets(desk, 1, 2);
  desk.state().tickets.push(oldTicket(desk, { id: 4, requester_id: again }));
  const list = async (after: Due["after"], limit: number) =>
    (await all(desk.again({ changes: { profile: { category: "contact" } } }).due!(asked({ category: "contact", after, limit })))) // prettier-ignore
      .map(({ part, key }) => `${part} ${key}`);
  expect(await list(null, 100)).toEqual(["ticket/contact 3", "ticket/contact 4", `profile ${ana}`, `profile ${ben}`]);
  expect(await list(null, 3)).toEqual(["ticket/contact 3", "ticket/contact 4", `profile ${ana}`]);
  expect(await list({ part: "ticket/contact", key: "3" }, 2)).toEqual(["ticket/contact 4", `profile ${ana}`]);
  expect(await list({ part: "profile", key: String(ana) }, 9)).toEqual([`profile ${ben}`]);
});

test("profiles of people who are spared stay, by any of their addresses, their number and their name in the shop", async () => {
  const desk = slowDeskWith(
    { removalSeconds: 3_600 },
    { id: 1, requester_id: ana },
    { id: 2, requester_id: again },
    { id: 3, requester_id: ben },
  );
  await deleteTickets(desk, 1, 2, 3);
  const { users, identities } = desk.state();
  identities.push({ id: 77, user_id: ben, type: "email", value: "Ben@second.example", primary: false });
  const source = desk.again({ rules: year });
  const items = await all(source.due!(asked()));
  expect(items).toHaveLength(3);
  const stay = async (more: Partial<Spared>, given = items, asking = source) =>
    keysOf(await asking.ofSpared!(given, { accounts: [], addresses: [], unaddressed: false, ...more }));
  expect(await stay({ addresses: [" ANA@mail.example"] })).toEqual([ana]);
  expect(await stay({ ids: { helpdesk: ["zd-900002"] } })).toEqual([again]);
  expect(await stay({ addresses: ["ben@second.example"] })).toEqual([ben]);
  expect(await stay({ addresses: ["ben@second.example"] }, items, desk.again({ transport: behind(desk) }))).toEqual([
    ben,
  ]);
  expect(await stay({ accounts: ["KW-2"] })).toEqual([ben]);
  expect(await stay({ addresses: ["na@mail.example", "ana@mail.exampl"] })).toEqual([]);
  // A ticket of that number is somebody else's.
  const ticket = { part: "ticket/contact", key: String(ana), version: "" };
  expect(await stay({ addresses: ["ana@mail.example"] }, [ticket, ...items])).toEqual([ana]);
  // In the bin a profile can come back; once its removal was ordered it cannot.
  const one = users.find(({ id }) => id === ana)!;
  one.deleted_at = desk.now();
  expect(await stay({ addresses: ["ana@mail.example"] })).toEqual([ana]);
  one.purge_ordered_at = desk.now();
  expect(await stay({ addresses: ["ana@mail.example"] })).toEqual([]);
});

test("what is remembered names nobody", async () => {
  const desk = deskWith({ id: 1, requester_id: ana }, { id: 77_777, requester_id: ben, comments: emptied });
  const names: string[] = [];
  const { memory } = desk.tools;
  const put: typeof memory.put = async (name, value) => {
    names.push(`${name} ${JSON.stringify(value)}`);
    await memory.put(name, value);
  };
  const tools = { ...desk.tools, memory: { ...memory, put } };
  const source = desk.again({ tools, changes: redacting, rules: year });
  await all(source.due!(asked()));
  await all(source.due!({ ...asked(), category: "contact" }));
  expect(names.length).toBeGreaterThan(3);
  expect(names.join("\n")).not.toMatch(/9000|77777|ana|@/i);
});
