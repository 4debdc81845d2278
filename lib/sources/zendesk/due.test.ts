/** Tickets whose time has come: by the exact instant and the exact category, bounded, resumable, the next night as well. */
import { expect, test } from "vitest";
import type { Due, Item, Spared } from "../source";
import { all, type DirectDesk } from "./desk.fixture";
import { counting, deskWith, emptied, redacting } from "./due.fixture";

const cutoff = "2024-01-01T00:00:00.000Z";
const asked = (more: Partial<Due> = {}): Due => ({ category: "contact", rule: "only", cutoff, after: null, limit: 100, ...more }); // prettier-ignore
const due = async (desk: DirectDesk, more: Partial<Due> = {}, changes: object = {}) =>
  (await all(desk.again({ changes }).due!(asked(more)))).map(({ key }) => Number(key));

test("what ended before the instant is due, and nothing that ended at it or later, or has not ended", async () => {
  const desk = deskWith(
    { id: 1, solved_at: "2023-12-31T23:59:59.999Z" },
    { id: 2, solved_at: cutoff },
    { id: 3, solved_at: "2024-06-01T00:00:00.000Z" },
    { id: 4, status: "solved" },
    { id: 5, status: "open", solved_at: null },
    { id: 6, deleted_at: "2024-02-01T00:00:00.000Z" },
    { id: 7 },
  );
  expect(await due(desk)).toEqual([1, 7]);
});

test("the category is the policy's first entry that fits, not what the search brings up", async () => {
  const desk = deskWith(
    { id: 1, tags: ["topic_contract"], comments: [] },
    { id: 2, custom_fields: [{ id: 360_001, value: "question" }] },
    { id: 3, tags: ["topic_contract_of_somebody"] },
    { id: 4 },
  );
  expect(await due(desk)).toEqual([3, 4]);
  expect(await due(desk, { category: "question" })).toEqual([2]);
  expect(await due(desk, { category: "profile" })).toEqual([]);
  expect(await due(desk, { rule: "another" })).toEqual([]);
});

test("a rule that counts from the last message counts from the last message", async () => {
  const desk = deskWith({ id: 1, tags: ["topic_contract"] }, { id: 2, tags: ["topic_contract"] });
  const [first, second] = desk.state().tickets;
  Object.assign(first?.comments.at(-1) ?? {}, { created_at: "2023-12-31T22:00:00.000Z" });
  Object.assign(second?.comments.at(-1) ?? {}, { created_at: "2024-03-01T22:00:00.000Z" });
  expect(await due(desk, { category: "contract" })).toEqual([1]);
});

test("what is paused stays; a lock ends on its day", async () => {
  const desk = deskWith({ id: 1, tags: ["paused_on_request"] }, { id: 2 }, { id: 3, tags: ["locked_by_law"] });
  expect(await due(desk)).toEqual([2, 3]);
});

test("what the policy only empties is due until it says nothing any more, and its messages are then read no more", async () => {
  const desk = deskWith(
    { id: 1 },
    { id: 2, comments: emptied },
    { id: 3, solved_at: "2024-06-01T00:00:00.000Z" },
    { id: 4, tags: ["paused_on_request"] },
    // Nobody can say of it what it says.
    { id: 5, comments: [] },
  );
  expect(await due(desk, {}, redacting)).toEqual([1]);
  const source = desk.again({ changes: redacting });
  const items = await all(source.due!(asked()));
  const { subject } = desk.state().tickets[0]!;
  expect(await source.write!("erase", items, "night")).toEqual({ done: 1, gone: 0, held: 0 });
  expect(await source.left("erase", items)).toBe(0);
  expect(desk.state().tickets[0]).toMatchObject({ id: 1, subject, deleted_at: null });
  expect(await due(desk, {}, redacting)).toEqual([]);

  const { seen, transport } = counting(desk);
  const night = () => all(desk.again({ changes: redacting, transport }).due!(asked()));
  expect(await night()).toEqual([]);
  // The one without messages.
  expect(seen.filter((path) => path.endsWith("/comments"))).toEqual(["/zendesk/api/v2/tickets/5/comments"]);
  // The memory keeps what was written within its time: half a year of nights reads nothing twice.
  for (let night = 0; night < 26; night += 1) {
    desk.pass(new Date(Date.parse(desk.now()) + 7.5 * 86_400_000).toISOString());
    await due(desk, {}, redacting);
  }
  expect(await desk.tools.memory.get("notes")).toMatchObject({ at: desk.now() });
});

test("a limit of the search is no end of it: the next call goes on where it stopped, and a new night begins anew", async () => {
  const desk = deskWith(...Array.from({ length: 430 }, (_, at) => ({ id: at + 1 })));
  const { seen, transport, room } = counting(desk);
  const source = desk.again({ transport, tools: room(3) });
  const listing = (more: Partial<Due> = {}) => all(source.due!(asked({ limit: 1_000, ...more })));
  await expect(listing()).rejects.toMatchObject({ trouble: "throttled" });
  const exports = () => seen.filter((path) => path.endsWith("/search/export")).length;
  expect(exports()).toBe(3);
  room(100);
  const items = await listing();
  expect(items).toHaveLength(430);
  expect(exports()).toBe(5);
  expect(await listing({ after: items[399]! })).toHaveLength(30);
  expect(exports()).toBe(5);
  desk.state().tickets.push({ ...structuredClone(desk.state().tickets[0]!), id: 1_000 });
  expect(await listing()).toHaveLength(431);
  expect(exports()).toBe(10);
});

test("in the order of numbers, so many at once, and on after the last; erased ones are not due again", async () => {
  const desk = deskWith(...Array.from({ length: 530 }, (_, at) => ({ id: 10_000 - at })));
  const source = desk.again();
  const seen: number[] = [];
  for (let after: Due["after"] = null; ;) {
    const items: Item[] = await all(source.due!(asked({ after, limit: 200 })));
    if (items.length === 0) break;
    expect(items.length).toBeLessThanOrEqual(200);
    seen.push(...items.map(({ key }) => Number(key)));
    after = items.at(-1) ?? null;
  }
  expect(seen).toEqual(Array.from({ length: 530 }, (_, at) => 9_471 + at));
  const first = await all(source.due!(asked({ limit: 2 })));
  expect(await source.changed(first)).toBe(0);
  expect(await source.write!("erase", first, "night")).toEqual({ done: 2, gone: 0, held: 0 });
  expect((await due(desk, { limit: 1 }))[0]).toBe(9_473);
});

test("of people who are spared stays what they asked or read along, by their addresses and by their number", async () => {
  const [ana, again, ben] = [900_001, 900_002, 900_003];
  const desk = deskWith(
    { id: 1, requester_id: ana },
    { id: 2, requester_id: ben },
    { id: 3, requester_id: ben, email_cc_ids: [ana] },
    { id: 4, requester_id: again },
    { id: 5, requester_id: 940_001 },
  );
  const { users, identities } = desk.state();
  const like = users.find(({ id }) => id === ben)!;
  // Deleted, not yet gone for good: no search brings this profile up.
  users.push({
    ...structuredClone(like),
    id: 940_001,
    email: "gone@mail.example",
    external_id: null,
    deleted_at: "2026-11-20T08:00:00.000Z",
  });
  identities.push({ id: 77, user_id: ben, type: "email", value: "Ben@second.example", primary: false });
  const items = await all(desk.source.due!(asked()));
  expect(items).toHaveLength(5);
  const stay = async (more: Partial<Spared>) =>
    (await desk.source.ofSpared!(items, { accounts: [], addresses: [], unaddressed: false, ...more })).map(({ key }) =>
      Number(key),
    );
  expect(await stay({ addresses: [" ANA@mail.example"] })).toEqual([1, 3]);
  expect(await stay({ ids: { helpdesk: ["zd-900002"] } })).toEqual([4]);
  expect(await stay({ addresses: ["ben@second.example"] })).toEqual([2, 3]);
  expect(await stay({ addresses: ["gone@mail.example"] })).toEqual([5]);
  expect(await stay({ addresses: ["na@mail.example", "ana@mail.exampl"] })).toEqual([]);
  expect(await stay({ accounts: ["KW-2"] })).toEqual([2, 3]);
});
