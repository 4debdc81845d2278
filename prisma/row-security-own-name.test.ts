/** Row-level security: what is done at the desk is done in one's own name, whatever a step would write. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Rows } from "./row-security.fixture";
import { visitedDatabase, type Visited } from "./row-security-visit.fixture";

let visited: Visited;
let ana: Rows;
let ben: Rows;

beforeAll(async () => {
  visited = await visitedDatabase("row-security-own-name");
  ({ ana, ben } = visited);
});
afterAll(() => visited.close());

/** Runs one statement as Ben at the desk, and takes it back; gives how many rows it touched. */
const asBen = (sql: string, values: unknown[]) => visited.as("staff", ben, sql, values);

const foreign = /row-level security/;

test("nobody opens a matter in a colleague's name, nor one that is closed", async () => {
  const open = "INSERT INTO matter (id, kind, sealed, review_on, opened_by) VALUES ($1, 'court', '', now(), $2)";
  expect(await asBen(open, [randomUUID(), ben.person])).toBe(1);
  await expect(asBen(open, [randomUUID(), ana.person])).rejects.toThrow(foreign);
});

test("nobody closes one in a colleague's name, and nobody opens it again", async () => {
  const close = "UPDATE matter SET closed_by = $2, closed_at = now(), ended = '' WHERE id = $1";
  expect(await asBen(close, [ana.of.matter?.id, ben.person])).toBe(1);
  await expect(asBen(close, [ana.of.matter?.id, ana.person])).rejects.toThrow(foreign);
  await visited.owner.query(close, [ana.of.matter?.id, ana.person]);
  const again = "UPDATE matter SET closed_by = NULL, closed_at = NULL, ended = NULL WHERE id = $1";
  expect(await asBen(again, [ana.of.matter?.id])).toBe(0);
});

test("nobody links or unlinks a request in a colleague's name", async () => {
  const link = "INSERT INTO matter_request (matter, request, linked_by) VALUES ($1, $2, $3)";
  expect(await asBen(link, [ben.of.matter?.id, ana.request, ben.person])).toBe(1);
  await expect(asBen(link, [ben.of.matter?.id, ana.request, ana.person])).rejects.toThrow(foreign);
  const unlink = "UPDATE matter_request SET unlinked_by = $2, unlinked_at = now() WHERE request = $1";
  expect(await asBen(unlink, [ana.request, ben.person])).toBe(1);
  await expect(asBen(unlink, [ana.request, ana.person])).rejects.toThrow(foreign);
});
