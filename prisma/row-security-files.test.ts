/** Who writes and who reads the bytes of files, and what is left of a wish, asked of the database itself as the web's role. */
import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { testDatabase } from "../demo/postgres/test-database";
import { rowsOf, type Rows } from "./row-security.fixture";

test("the holder of a task's link leaves files with its request, no other, and reads none; nobody exchanges one", async () => {
  const database = await testDatabase("row-security-files");
  const [owner, web] = [new pg.Client(database.ownerUrl), new pg.Client(database.url("web"))];
  await Promise.all([owner.connect(), web.connect()]);
  try {
    const [ana, ben] = [await rowsOf(owner, "ana"), await rowsOf(owner, "ben")];
    const as = async (settings: string[], sql: string, values: unknown[] = []) => {
      await web.query("BEGIN");
      try {
        const set = ["role", "person", "key"].map((name, at) => `set_config('rightful.${name}', $${at + 1}, true)`);
        await web.query(`SELECT ${set.join(", ")}`, settings);
        return (await web.query(sql, values)).rowCount;
      } finally {
        await web.query("ROLLBACK");
      }
    };
    const add = `INSERT INTO attachment (id, request, drawer_id, no, type, bytes, sealed)
                 VALUES (gen_random_uuid(), $1, $2, 1, 'pdf', 1, '')`;
    const to = ({ request, of }: Rows) => [request, of.drawer?.id];
    const handed = ["handed", "", createHash("sha256").update("ana").digest("hex")];
    expect(await as(handed, add, to(ana))).toBe(1);
    await expect(as(handed, add, to(ben))).rejects.toThrow(/row-level security/);
    expect(await as(handed, "SELECT FROM attachment")).toBe(0);
    const staff = ["staff", randomUUID(), ""];
    expect(await as(staff, "SELECT FROM attachment")).toBe(2);
    expect(await as(staff, add, to(ben))).toBe(1);
    for (const sql of ["UPDATE attachment SET sealed = ''", "DELETE FROM attachment"])
      await expect(as(staff, sql)).rejects.toThrow(/permission denied/);
    const subject = ["subject", ana.person, ""];
    expect(await as(subject, "SELECT FROM attachment")).toBe(0);
    await expect(as(subject, add, to(ana))).rejects.toThrow(/row-level security/);
    // What is left of a correction when it is closed is the person's to read, and not to add to.
    const left = `INSERT INTO drawer (request, kind, "commit", sealed) VALUES ($1, 'wish reduced', '', '')`;
    await owner.query(left, [ana.request]);
    const reads = "SELECT FROM drawer WHERE kind = 'wish reduced'";
    expect([await as(subject, reads), await as(["subject", ben.person, ""], reads)]).toEqual([1, 0]);
    await expect(as(subject, left, [ana.request])).rejects.toThrow(/row-level security/);
  } finally {
    await Promise.all([owner.end(), web.end()]);
    await database.drop();
  }
});
