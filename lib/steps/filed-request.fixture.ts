/** A portal database for tests, and requests in it that reached a state by lawful moves. */
import { randomBytes, randomUUID } from "node:crypto";
import { testDatabase, type TestDatabase } from "../../demo/postgres/test-database";
import { actor, system, type Actor } from "../actor";
import { closeDb, db } from "../db";
import type { State } from "../gdpr/request";
import type { Right } from "../gdpr/right";
import { closeBoss } from "../jobs/wake";
import { drawRequestKey, sealFor } from "../seal/request-key";
import { move } from "./move";
import { drawReference } from "./ask/reference";

/** Points this process at a fresh database of the portal, in the role of the worker. */
export async function openTestPortal(name: string): Promise<{ database: TestDatabase; close(): Promise<void> }> {
  const database = await testDatabase(name);
  process.env.DATABASE_URL = database.url("worker");
  process.env.APP_URL = "https://privacy.klangwerk.example";
  process.env.MAIL_FROM = "privacy@klangwerk.example";
  process.env.MASTER_KEY = randomBytes(32).toString("base64");
  process.env.POLICY_FILE = "policy.yaml";
  return {
    database,
    async close() {
      await closeBoss();
      await closeDb();
      await database.drop();
    },
  };
}

/** A person who signed in just now, as an actor. */
export async function signedIn(fields: Partial<Actor> = {}): Promise<Actor> {
  const door = fields.door ?? "oidc";
  const { id } = await db().person.create({ data: { kind: door, iss: "https://id.example", sub: randomUUID() } });
  return actor({
    person: id,
    roles: ["subject"],
    door,
    authAge: 0,
    session: randomBytes(16).toString("hex"),
    account: null,
    email: null,
    name: null,
    language: "en",
    ...fields,
  });
}

const plan = "ab".repeat(32);
const ways: Partial<Record<State, [State, Record<string, unknown>][]>> = {
  received: [],
  delivered: [
    ["identified", { door: "oidc", authAgeSeconds: 1 }],
    ["planned", { plan, decisions: 0, records: 0 }],
    ["approved", { plan }],
    ["fulfilled", { plan }],
    ["delivered", { letter: "access", package: null }],
  ],
};

/** Files a request of that person and moves it to the state; gives its reference. */
export async function fileRequest(
  who: Actor,
  { right = "access" as Right, state = "received" as keyof typeof ways, door = who.door } = {},
): Promise<string> {
  const id = drawReference();
  await db().$transaction(async (tx) => {
    const submission = randomUUID();
    const receivedAt = new Date();
    const receiptCode = randomBytes(16).toString("hex");
    await tx.submission.create({ data: { id: submission, personId: who.person, receiptCode, receivedAt } });
    const empty = Buffer.alloc(0);
    const days = {
      receivedOn: new Date("2026-11-23"),
      unrolledOn: new Date("2026-12-23"),
      dueOn: new Date("2026-12-23"),
    };
    const rest = { channel: "portal", language: "en", policy: "2026-11", subject: empty, contact: empty };
    await tx.request.create({
      data: {
        id,
        submissionId: submission,
        personId: who.person,
        right,
        state: "received",
        door,
        receivedAt,
        ...days,
        ...rest,
      },
    });
    const keys = await drawRequestKey(tx, id);
    const contact = { email: who.email, name: who.name };
    const subject = { account: who.account, addresses: [], names: [], postcodes: [] };
    await tx.request.update({
      where: { id },
      data: { contact: sealFor(keys, "contact", contact), subject: sealFor(keys, "subject", subject) },
    });
    const received = { channel: "portal", right, receivedOn: "2026-11-23", dueOn: "2026-12-23" };
    await move(tx, id, "received", who, { data: received, opens: true });
    for (const [fact, data] of ways[state] ?? []) await move(tx, id, fact, system, { data });
  });
  return id;
}
