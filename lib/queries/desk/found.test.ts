import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { hashContacts } from "../../steps/ask/hash-contacts";
import { askErasure, staffOf, type Staff } from "../../steps/erased.fixture";
import { startPortal, type Portal } from "../../steps/portal.fixture";
import { foundRequests, requestsOfAddress } from "./found";

let portal: Portal;
let staff: Staff;
let ana: Actor;
let reference = "";

beforeAll(async () => {
  portal = await startPortal("found");
  staff = await staffOf();
  ana = await portal.customer();
  reference = await askErasure(ana, staff);
}, 120_000);
afterAll(() => portal.close());

const address = () => ana.email as string;

describe("the requests of an address", () => {
  test("are found by exactly this address, however its letters are written", async () => {
    expect(await requestsOfAddress(staff.rui, address())).toEqual([reference]);
    expect(await requestsOfAddress(staff.dora, ` ${address().toUpperCase()} `)).toEqual([reference]);
    expect(await requestsOfAddress(staff.rui, address().slice(1))).toEqual([]);
    expect(await requestsOfAddress(staff.rui, "%")).toEqual([]);
  });

  test("are for the desk alone", async () => {
    expect(await requestsOfAddress(ana, address())).toEqual([]);
    expect(await foundRequests(ana, [reference])).toBeNull();
    expect(await foundRequests(staff.rui, [reference, "R-0000000000000000"])).toMatchObject([
      { reference, right: "erasure", state: "approved" },
    ]);
  });

  test("are found by an index, and the row does not hold the address", async () => {
    const client = new pg.Client(portal.env.DATABASE_URL);
    await client.connect();
    await client.query("SET enable_seqscan = off");
    const { rows } = await client.query(
      `EXPLAIN SELECT "id" FROM "request" WHERE "contact_hash" = '\\x00' ORDER BY "received_at" DESC LIMIT 20`,
    );
    expect(JSON.stringify(rows)).toContain("request_contact");
    const all = await client.query(`SELECT "request"::text AS line FROM "request"`);
    expect(JSON.stringify(all.rows)).not.toContain(Buffer.from(address()).toString("hex"));
    await client.end();
  });

  test("from before there was a hash get theirs, once", async () => {
    await db().request.updateMany({ data: { contactHash: null } });
    expect(await requestsOfAddress(staff.rui, address())).toEqual([]);
    expect([await hashContacts(100), await hashContacts(100)]).toEqual([1, 0]);
    expect(await requestsOfAddress(staff.rui, address())).toEqual([reference]);
  });
});
