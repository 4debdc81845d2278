/** Requests put into the portal's own tables as a test describes them, with the few events that reports look at. */
import { randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";
import type { Right } from "../../gdpr/right";
import type { State } from "../../gdpr/request";

type Told = [fact: string, at: string, data: Record<string, unknown>, role?: string];

export type Made = {
  right?: Right;
  /** Day of receipt; the answer is due 30 days later unless `due` says otherwise. */
  received: string;
  due?: string;
  state?: State;
  /** Instant; given for a closed state only. */
  closed?: string;
  /** The day to which an extension moved it. */
  extended?: string;
  channel?: string;
  requester?: string;
  events?: Told[];
};

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const drawn = (): string => `R-${[...randomBytes(16)].map((byte) => letters[byte % 32]).join("")}`;

/** Puts it in and gives its reference. The connection is the owner's. */
export async function made(owner: pg.Client, one: Made): Promise<string> {
  const { right = "access", received, state = "received", closed = null, extended = null, events = [] } = one;
  const due = one.due ?? later(received, 30);
  const id = drawn();
  const submission = randomUUID();
  const receivedAt = `${received}T10:00:00Z`;
  await owner.query(`INSERT INTO "submission" ("id", "receipt_code", "received_at") VALUES ($1, repeat('0', 64), $2)`, [
    submission,
    receivedAt,
  ]);
  await owner.query(
    `INSERT INTO "request" ("id", "submission_id", "right", "state", "channel", "requester", "language", "received_at",
       "received_on", "unrolled_on", "due_on", "extended_on", "subject", "contact", "policy", "closed_at")
     VALUES ($1, $2, $3, $4, $5, $6, 'en', $7, $8, $9, $10, $11, '', '', 'test', $12)`,
    [
      id,
      submission,
      right,
      state,
      one.channel ?? "portal",
      one.requester ?? "self",
      receivedAt,
      received,
      due,
      extended ?? due,
      extended,
      closed,
    ],
  );
  const first: Told = ["received", receivedAt, { channel: "portal", right, receivedOn: received, dueOn: due }];
  for (const [seq, [fact, at, data, role = "system"]] of [first, ...events].entries())
    await owner.query(
      `INSERT INTO "event" ("request", "seq", "at", "fact", "actor_role", "actor_id", "data", "prev", "hash")
       VALUES ($1, $2, $3, $4, $7, $5, $6, repeat('0', 64), repeat('0', 64))`,
      [id, seq, at, fact, "0".repeat(32), JSON.stringify(data), role],
    );
  return id;
}

const later = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** That a letter was mailed, and what the receiving server said. */
export const mailed = (letter: string, at: string, outcome = "accepted"): Told => ["mailed", at, { letter, outcome }];
