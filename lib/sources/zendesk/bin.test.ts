/** The bin is asked once for all lists of a plan, goes on where its limit stopped it, and never proves too much. */
import { expect, test } from "vitest";
import type { Item, SourceTools } from "../source";
import { lookAt } from "../looking";
import { directDesk, listed, type DirectDesk } from "./desk.fixture";

/** A desk whose questions to the bin are counted; `room` are those that the minute still has. */
function counting() {
  const desk = directDesk();
  const seen = { bin: 0, room: 10 };
  const tools: SourceTools = {
    ...desk.tools,
    budget: {
      async take(credential) {
        if (!credential.endsWith("/bin")) return null;
        seen.room -= 1;
        return seen.room < 0 ? new Date(Date.now() + 60_000) : null;
      },
    },
  };
  const ask: DirectDesk["transport"]["ask"] = (question) => {
    if (question.url.pathname.endsWith("/deleted_tickets")) seen.bin += 1;
    return desk.transport.ask(question);
  };
  const source = desk.again({ tools, transport: { ...desk.transport, ask } });
  const minute = () => {
    seen.room = 10;
    desk.pass(new Date(Date.parse(desk.now()) + 61_000).toISOString());
  };
  return { desk, source, seen, minute };
}

const purged = (item: Item, { desk }: ReturnType<typeof counting>) => {
  const state = desk.state();
  state.tickets = state.tickets.filter(({ id }) => String(id) !== item.key);
};
const binned = (item: Item, { desk }: ReturnType<typeof counting>) =>
  Object.assign(desk.state().tickets.find(({ id }) => String(id) === item.key) ?? {}, { deleted_at: desk.now() });

test("a look at more lists than the minute has questions asks once, and counts list by list", async () => {
  const set = counting();
  const items = (await listed(set.source)).filter(({ part }) => part !== "profile");
  const [first, second, third, ...rest] = items as [Item, Item, Item, ...Item[]];
  binned(first, set);
  for (const gone of [second, ...rest]) purged(gone, set);
  const look = lookAt(set.source);
  for (let list = 0; list < 20; list += 1)
    await look.add(String(list), "erase", list === 7 ? [first, second] : list === 8 ? [third] : [second, ...rest]);
  const left = await look.left();
  expect(Array.from({ length: 20 }, (_, list) => left.get(String(list)))).toEqual(
    Array.from({ length: 20 }, (_, list) => Number(list === 7 || list === 8)),
  );
  expect(set.seen.bin).toBe(1);
});

test("what had left the desk before the bin was read is not asked for again", async () => {
  const set = counting();
  const items = (await listed(set.source)).filter(({ part }) => part !== "profile");
  for (const gone of items) purged(gone, set);
  for (let call = 0; call < 12; call += 1) expect(await set.source.left("erase", items)).toBe(0);
  expect(set.seen.bin).toBe(1);
});

test("what goes into the bin after it was read is found there", async () => {
  const set = counting();
  const [first, second] = (await listed(set.source)).filter(({ part }) => part !== "profile") as [Item, Item];
  purged(first, set);
  expect(await set.source.left("erase", [first])).toBe(0);
  binned(second, set);
  expect(await set.source.left("erase", [first, second])).toBe(1);
  expect(set.seen.bin).toBe(2);
});

test("a bin with more pages than a minute has questions is read to its end, a minute at a time", async () => {
  const set = counting();
  const [gone] = (await listed(set.source)).filter(({ part }) => part !== "profile") as [Item];
  const { tickets } = set.desk.state();
  for (let at = 0; at < 2_550; at += 1)
    tickets.push({ ...(tickets[0] as (typeof tickets)[number]), id: 5_000_000 + at, deleted_at: set.desk.now() });
  purged(gone, set);
  for (let minute = 0; minute < 2; minute += 1) {
    await expect(set.source.left("erase", [gone])).rejects.toMatchObject({ trouble: "throttled" });
    set.minute();
  }
  expect(await set.source.left("erase", [gone])).toBe(0);
  expect(set.seen.bin).toBe(26);
});
