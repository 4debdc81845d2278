/** Row-level security: a person decides where their own data go, and what became of it is the worker's to say. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Rows } from "./row-security.fixture";
import { visitedDatabase, type Visited } from "./row-security-visit.fixture";

let visited: Visited;
let ana: Rows;
let ben: Rows;

beforeAll(async () => {
  visited = await visitedDatabase("row-security-transfer");
  ({ ana, ben } = visited);
});
afterAll(() => visited.close());

/** Runs one statement as Ana, a customer, and takes it back; gives how many rows it touched. */
const asAna = (sql: string, values: unknown[]) => visited.as("subject", ana, sql, values);

const foreign = /row-level security/;

test("a person says yes to a transfer of their own, and to nobody else's", async () => {
  const confirm = "UPDATE transfer SET state = 'confirmed', confirmed_at = now() WHERE request = $1";
  expect(await asAna(confirm, [ana.request])).toBe(1);
  expect(await asAna(confirm, [ben.request])).toBe(0);
});

test("what became of it is not theirs to say", async () => {
  const accept =
    "UPDATE transfer SET state = 'accepted', code = NULL, ended_at = now(), confirmed_at = now() WHERE request = $1";
  await expect(asAna(accept, [ana.request])).rejects.toThrow(foreign);
});

test("one is named for one's own request, and never confirmed already", async () => {
  const add =
    "INSERT INTO transfer (id, request, to_id, state, confirmed_at) VALUES (gen_random_uuid(), $1, $2, $3, now())";
  await expect(asAna(add, [ben.request, ben.of.drawer?.id, "named"])).rejects.toThrow(foreign);
  await expect(asAna(add, [ana.request, ana.of.drawer?.id, "confirmed"])).rejects.toThrow(foreign);
});

test.each([
  ["is sent that was not confirmed", "state = 'sending', confirmed_at = NULL"],
  ["keeps its code beyond its end", "state = 'cancelled', ended_at = now()"],
])("nothing %s: for nobody", async (_what, set) => {
  await expect(visited.owner.query(`UPDATE transfer SET ${set} WHERE request = $1`, [ana.request])).rejects.toThrow(
    /check/,
  );
});
