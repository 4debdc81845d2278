/** Whose a profile is, and what its tickets are: exact addresses and numbers only, and doubt wherever there is some. */
import { expect, test } from "vitest";
import type { Group } from "../../gdpr/plan-value";
import { SourceUnreachable, type Person } from "../source";
import { ana, directDesk, groups, listed, readAll, type DirectDesk } from "./desk.fixture";

const by = (email: string, more: Partial<Person["addresses"][number]> = {}, person: Partial<Person> = {}): Person => ({
  account: null,
  addresses: [{ email, proved: true, held: null, ...more }],
  names: [],
  postcodes: [],
  ...person,
});
const userOf = (desk: DirectDesk, id: number) => desk.state().users.find((user) => user.id === id)!;
const said = (found: Group[]) =>
  [...new Set(found.map(({ belongs, doubt }) => `${belongs} ${doubt ?? "-"}`))].toSorted();
const keys = async (desk: DirectDesk, person: Person, category = "profile") =>
  (await listed(desk.source, category, person)).map(({ key }) => key);

test("an address is compared as a whole, whatever its case; the search's other finds are nobody's", async () => {
  const desk = directDesk();
  expect(await keys(desk, by("ANA@mail.example"))).toEqual(["900001"]);
  expect(await keys(desk, by("na@mail.example"))).toEqual([]);
  expect(await keys(desk, by("mary-ana@mail.example"))).toHaveLength(1);
  expect(await keys(desk, by('x" OR email:"ana@mail.example'))).toEqual([]);
});

test("a second address of the same profile finds it", async () => {
  const desk = directDesk();
  desk
    .state()
    .identities.push({ id: 7, user_id: 900_001, type: "email", value: "Old.Ana@post.example", primary: false });
  expect(await keys(desk, by("old.ana@post.example"))).toEqual(["900001"]);
  const [profile] = await readAll(desk.source, "profile", by("old.ana@post.example"));
  expect(profile?.values.further_addresses).toEqual([{ type: "email", value: "Old.Ana@post.example" }]);
});

test("a proved address is the person's, unless the name speaks against it", async () => {
  const desk = directDesk();
  expect(said(await groups(desk.source, by("ana@mail.example")))).toEqual(["mine -", "mine third-persons"]);
  const other = { names: ["Berta Souza"] };
  expect(said(await groups(desk.source, by("ana@mail.example", {}, other)))).toEqual(["ask name-differs"]);
  userOf(desk, 900_001).name = "ana";
  expect(said(await groups(desk.source, by("ana@mail.example", {}, other)))[0]).toBe("mine -");
});

test("an address that nobody proved is a question", async () => {
  const found = await groups(directDesk().source, by("ana@mail.example", { proved: false }));
  expect(said(found)).toEqual(["ask address-unproved"]);
});

test("an address that the account holds counts; one that it gave up counts for its time", async () => {
  const desk = directDesk();
  const now = { proved: false, held: { from: "2018-01-01T00:00:00.000Z", until: null } };
  expect(said(await groups(desk.source, by("ana@mail.example", now)))[0]).toBe("mine -");
  const created = desk.state().tickets.filter(({ requester_id }) => requester_id === 900_001).map((one) => one.created_at);
  const until = created.toSorted()[2]!;
  const past = { proved: false, held: { from: null, until } };
  const found = await groups(desk.source, by("ana@mail.example", past));
  const mine = found.filter(({ belongs }) => belongs === "mine").reduce((sum, { count }) => sum + (count ?? 0), 0);
  expect(mine).toBe(2);
  expect(found.filter(({ category }) => category === "profile")).toMatchObject([{ belongs: "ask", doubt: "address-unproved" }]);
  // What was written after that time is somebody else's.
  expect(found.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(3);
}); // prettier-ignore

test("a number of the shop finds a profile that has another address by now, a name of the shop as well", async () => {
  const desk = directDesk();
  Object.assign(userOf(desk, 900_003), { external_id: "zd-of-ben" });
  const account = { account: "KW-2", addresses: [], names: ["Ben Roth"], postcodes: [] };
  expect(await keys(desk, { ...account, ids: { helpdesk: ["zd-900003"] } })).toEqual(["900003"]);
  expect(await keys(desk, { ...account, ids: { helpdesk: ["zd-of-ben"] } })).toEqual(["900003"]);
  expect(await keys(desk, { ...account, ids: { order: ["zd-900003"] } })).toEqual([]);
});

test("a colleague's profile is never a customer's by rule", async () => {
  const found = await groups(directDesk().source, by("support@klangwerk.example"));
  expect(said(found)).toEqual(["ask no-rule"]);
});

test("a deleted profile is still held until it is removed for good", async () => {
  const desk = directDesk({ removalSeconds: 300 });
  const person = { ...ana, addresses: [] };
  userOf(desk, 900_001).deleted_at = desk.now();
  const [item] = await listed(desk.source, "profile", person);
  expect(item?.key).toBe("900001");
  expect(await readAll(desk.source, "profile", person)).toMatchObject([
    { values: { deleted: true, name: "Ana Souza" } },
  ]);
  const effect = await desk.source.write?.("erase", [item!], "operation");
  expect(effect).toMatchObject({ done: 0, underWay: { count: 1 } });
  expect(await groups(desk.source, person)).toEqual([]);
  expect(await desk.source.left("erase", [item!])).toBe(1);
});

test("tickets stand by tag, by field, or among the rest, with the date that their rule counts from", async () => {
  const desk = directDesk();
  const state = desk.state();
  const [contract, question, contact, open] = state.tickets.filter(({ requester_id }) => requester_id === 900_001);
  Object.assign(contract!, { created_at: "2022-05-01T08:00:00Z", solved_at: "2022-05-09T08:00:00Z" });
  contract!.comments.at(-1)!.created_at = "2022-12-31T23:30:00Z";
  Object.assign(question!, { solved_at: "2023-06-30T22:30:00Z" });
  Object.assign(contact!, { solved_at: null, updated_at: "2024-02-03T10:00:00Z" });
  const found = await groups(desk.source, { ...ana, addresses: [] });
  const of = (category: string, more: object = {}) => expect.arrayContaining([expect.objectContaining({ category, ...more })]);
  // Half past midnight in Berlin is the next year.
  expect(found).toEqual(of("contract", { trigger: "2023-01-01", inUse: null, doubt: null }));
  expect(found).toEqual(of("question", { trigger: "2023-07-01", inUse: null }));
  expect(found).toEqual(of("contact", { trigger: "2024-02-03" }));
  expect(found).toEqual(of("question", { trigger: null, inUse: "contract" }));
  expect(found).toEqual(of("contract", { doubt: "third-persons", belongs: "mine" }));
  expect(found).toEqual(of("profile", { trigger: null, inUse: "contract" }));
  Object.assign(open!, { status: "solved", solved_at: "2025-01-02T08:00:00Z" });
  const later = await groups(desk.source, { ...ana, addresses: [] });
  expect(later).toEqual(of("profile", { inUse: null, trigger: expect.stringMatching(/^202\d-/) }));
}); // prettier-ignore

test("what the person wrote, what we answered, what colleagues noted and what others said stand apart", async () => {
  const desk = directDesk();
  const ticket = desk.state().tickets.find(({ requester_id }) => requester_id === 900_001)!;
  const [first] = ticket.comments;
  ticket.comments.push({ ...first!, id: 1, author_id: 970_002, public: false, html_body: "<p>Check the warranty.</p>", attachments: [] });
  ticket.comments.push({ ...first!, id: 2, author_id: 900_003, html_body: "<p>Me too.</p>" });
  const person = { ...ana, addresses: [] };
  const find = async (only?: "provided") => {
    for (const group of await groups(desk.source, person))
      for await (const record of desk.source.read(person, group, only)) if (record.key === String(ticket.id)) return record;
    throw new Error("the ticket is not read");
  };
  const whole = await find();
  const texts = (of: string) => (whole.values[of] as { text: string }[]).map(({ text }) => text);
  expect([texts("messages"), texts("answers"), texts("notes"), texts("others")]).toEqual([
    ["One key stays silent. Please replace the device."],
    ["Thank you, we looked into it."],
    ["Check the warranty."],
    ["Me too."],
  ]);
  expect(whole.attachments).toHaveLength(2);
  expect(JSON.stringify(whole.values)).not.toContain("Support");
  const provided = await find("provided");
  expect(Object.keys(provided.values)).toEqual(["subject", "messages"]);
  expect(provided.attachments?.map(({ name }) => name)).toEqual(["Foto vom Gerät.jpg"]);
}); // prettier-ignore

test("a policy that empties leaves the ticket with its dates and nothing that was said", async () => {
  const desk = directDesk();
  const changes = { tickets: [{ category: "contract", from: "closed", erase: "redact" }] };
  const source = desk.again({ changes });
  const items = await listed(source, "contract");
  expect(await source.write?.("erase", items, "operation")).toEqual({ done: items.length, gone: 0, held: 0 });
  expect(await source.left("erase", items)).toBe(0);
  expect(await source.changed(items, "erase")).toBe(0);
  const hers = desk.state().tickets.filter(({ requester_id }) => [900_001, 900_002].includes(requester_id));
  expect(hers).toHaveLength(items.length);
  for (const { status, comments } of hers) {
    expect(status).toBe("closed");
    for (const { html_body, attachments } of comments) {
      expect(html_body).toMatch(/^<p>▇+<\/p>$/);
      expect(attachments.every(({ file_name }) => file_name === "redacted.txt")).toBe(true);
    }
  }
  expect(await source.write?.("erase", items, "operation")).toEqual({ done: 0, gone: items.length, held: 0 });
});

test("links and images are emptied of where they lead, and a file is not empty because of its name", async () => {
  const desk = directDesk();
  const source = desk.again({ changes: { tickets: [{ category: "contract", from: "closed", erase: "redact" }] } });
  const items = (await listed(source, "contract")).slice(0, 1);
  const ticket = desk.state().tickets.find(({ id }) => String(id) === items[0]?.key);
  const [comment] = ticket?.comments ?? [];
  if (!comment) throw new Error("the ticket has a message");
  comment.html_body =
    '<p>▇▇ <a href="mailto:ana@mail.example">▇▇</a> <img src="https://x.example/ana.png" alt="Ana"></p>';
  comment.attachments = [{ id: 77, file_name: "redacted.txt", content_type: "text/plain", size: 4_000 }];
  expect(await source.left("erase", items)).toBe(1);
  expect(await source.write?.("erase", items, "operation")).toEqual({ done: 1, gone: 0, held: 0 });
  expect(await source.left("erase", items)).toBe(0);
  expect(JSON.stringify(desk.state().tickets.find(({ id }) => id === ticket?.id)?.comments)).not.toMatch(/ana|4000/);
});

test("locks are tags on closed tickets too, and no version changes; what Zendesk cannot do is held", async () => {
  const desk = directDesk();
  const items = await listed(desk.source);
  expect(await desk.source.write?.("restrict", items, "operation")).toEqual({ done: items.length, gone: 0, held: 0 });
  expect(await desk.source.changed(items)).toBe(0);
  expect(await desk.source.left("restrict", items)).toBe(0);
  expect(desk.state().tickets.filter(({ tags }) => tags.includes("locked_by_law"))).toHaveLength(8);
  for (const writing of ["unlink", "truncate", "stop"] as const)
    expect(await desk.source.write?.(writing, items, "other")).toEqual({ done: 0, gone: 0, held: items.length });
  const unlocked = desk.again({ changes: { lock: undefined } });
  expect(await unlocked.write?.("restrict", items, "third")).toEqual({ done: 0, gone: 0, held: items.length });
});

test("an address that another profile has is refused, and the name stays too", async () => {
  const desk = directDesk();
  const items = await listed(desk.source, "profile");
  const wanted = { ...items[0]!, values: { email: "ben@mail.example", name: "Ana Roth" } };
  expect(await desk.source.write?.("rectify", [wanted], "operation")).toEqual({ done: 0, gone: 0, held: 1 });
  expect(desk.state().users.some(({ name }) => name === "Ana Roth")).toBe(false);
});

test("a list that does not keep its order is no list", async () => {
  const desk = directDesk();
  const ask = desk.transport.ask.bind(desk.transport);
  const source = desk.again({
    transport: {
      ...desk.transport,
      async ask(question) {
        const reply = await ask(question);
        if (!question.url.pathname.endsWith("/requested")) return reply;
        const page = JSON.parse(reply.text) as { tickets: unknown[] };
        return { ...reply, text: JSON.stringify({ ...page, tickets: page.tickets.toReversed() }) };
      },
    },
  });
  await expect(groups(source)).rejects.toThrow(SourceUnreachable);
});
