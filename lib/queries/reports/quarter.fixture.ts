/**
 * The first quarter of 2020 at a desk, each request with the days that were worked out for it by hand. It lies behind every clock
 * that a test can have: what is open there is overdue.
 */
import type pg from "pg";
import { made, mailed } from "./made-requests.fixture";

/** References of what is overdue: a request, and the one that a late duty belongs to. */
export type Quarter = { request: string; duty: string };

/** Puts the quarter in. */
export async function madeQuarter(owner: pg.Client): Promise<Quarter> {
  // On time: taken by the receiving server on the due day in Berlin, 23:30; the worker settled it after midnight. 30 days.
  await made(owner, {
    received: "2020-01-07",
    state: "delivered",
    closed: "2020-02-06T23:05:00Z",
    events: [mailed("access", "2020-02-06T22:30:00Z")],
  });
  // Late by a minute of Berlin's clock, though it is still the day before in Greenwich. 31 days.
  await made(owner, {
    received: "2020-01-07",
    state: "delivered",
    closed: "2020-02-06T23:01:00Z",
    events: [mailed("access", "2020-02-06T23:01:00Z")],
  });
  // Erasure, refused in part: a delivered answer and nothing else. Nobody was to be mailed: the closing counts. 10 days.
  await made(owner, { right: "erasure", received: "2020-01-10", state: "delivered", closed: "2020-01-20T09:00:00Z" });
  // Extended in time, answered within it. 60 days.
  await made(owner, {
    right: "erasure",
    received: "2020-01-02",
    extended: "2020-04-02",
    state: "delivered",
    closed: "2020-03-02T09:00:00Z",
    events: [
      ["extended", "2020-01-20T09:00:00Z", { dueOn: "2020-04-02", reason: "complexity" }],
      mailed("erasure", "2020-03-02T08:59:00Z"),
    ],
  });
  // Answered before the notice of its extension was accepted, after month one: the old day held. Late. 32 days.
  await made(owner, {
    right: "erasure",
    received: "2020-01-02",
    extended: "2020-04-02",
    state: "delivered",
    closed: "2020-02-03T12:00:00Z",
    events: [
      mailed("erasure", "2020-02-03T09:00:00Z"),
      ["extended", "2020-02-03T10:00:00Z", { dueOn: "2020-04-02", reason: "complexity" }],
    ],
  });
  // Refused within the extension: a refusal is due in month one all the same. Late. 40 days.
  await made(owner, {
    received: "2020-01-02",
    extended: "2020-04-02",
    state: "refused",
    closed: "2020-02-11T09:00:00Z",
    events: [
      ["extended", "2020-01-20T09:00:00Z", { dueOn: "2020-04-02", reason: "number-of-requests" }],
      ["refused", "2020-02-11T09:00:00Z", { ground: "12(5)" }],
      mailed("refusal", "2020-02-11T09:01:00Z"),
    ],
  });
  // Refused in time, the letter bounced and came back, and nobody told the person: never answered. Late, without days.
  await made(owner, {
    received: "2020-02-03",
    state: "refused",
    closed: "2020-02-10T09:00:00Z",
    events: [mailed("refusal", "2020-02-10T09:01:00Z", "bounced")],
  });
  // The same, but somebody told the person another way, a day later. 8 days.
  const told = await made(owner, {
    received: "2020-02-03",
    state: "refused",
    closed: "2020-02-10T09:00:00Z",
    events: [mailed("refusal", "2020-02-10T09:01:00Z", "bounced")],
  });
  await owner.query(
    `INSERT INTO "task" ("request", "kind", "due_on", "done_at") VALUES ($1, 'mail-bounced', '2020-02-10', '2020-02-11T09:00:00Z')`,
    [told],
  );
  // Not identified, told by letter. 3 days.
  await made(owner, {
    received: "2020-02-03",
    state: "not-identified",
    closed: "2020-02-06T09:00:00Z",
    events: [mailed("not-identified", "2020-02-06T09:02:00Z")],
  });
  // Taken back: closed, and no answer is owed.
  await made(owner, { right: "objection", received: "2020-02-03", state: "cancelled", closed: "2020-05-20T09:00:00Z" });
  // Received in the period, answered after it.
  await made(owner, { right: "erasure", received: "2020-03-30", state: "delivered", closed: "2020-04-14T09:00:00Z" });
  // Open and overdue; open with an extension that still runs; open and due far ahead.
  const request = await made(owner, { right: "portability", received: "2020-02-03", state: "planned" });
  await made(owner, { received: "2020-01-15", extended: "2999-04-15", state: "planned" });
  await made(owner, { received: "2020-01-16", due: "2999-02-16", state: "identified" });
  return { request, duty: await madeTrouble(owner) };
}

/** A duty that its system stopped, one that was done, a record of somebody else, a wait, sweeps. */
async function madeTrouble(owner: pg.Client): Promise<string> {
  const id = await made(owner, {
    right: "erasure",
    received: "2020-01-20",
    state: "delivered",
    closed: "2020-01-25T09:00:00Z",
    events: [
      ["wrong-person", "2020-01-21T09:00:00Z", { source: "shop" }],
      ["waits", "2020-01-22T09:00:00Z", { for: "source" }],
      ["waits", "2020-01-23T09:00:00Z", { for: "source" }],
      ["waits", "2020-01-24T09:00:00Z", { for: "person" }],
      ["duty-stopped", "2020-02-02T09:00:00Z", { duty: "00000000-0000-4000-8000-0000000000d1", by: "source" }],
      ["duty-stopped", "2020-02-03T09:00:00Z", { duty: "00000000-0000-4000-8000-0000000000d1", by: "hold" }],
    ],
  });
  await owner.query(
    `INSERT INTO "drawer" ("id", "request", "kind", "commit", "sealed") VALUES ('00000000-0000-4000-8000-0000000000aa', $1, 'plan', '', '')`,
    [id],
  );
  await owner.query(
    `INSERT INTO "plan" ("request", "no", "hash", "policy", "drawer_id") VALUES ($1, 1, '', 'test', '00000000-0000-4000-8000-0000000000aa')`,
    [id],
  );
  const duties = [
    ["d1", 0, "2020-02-02", "stopped", 4, "helpdesk"],
    ["d2", 1, "2020-03-31", "done", 3, "shop"],
    ["d3", 2, "2020-04-01", "done", 100, "shop"],
    ["d4", 3, "2999-01-01", "waiting", 5, "shop"],
  ] as const;
  for (const [end, idx, due, state, count, source] of duties) {
    await owner.query(
      `INSERT INTO "decision" ("request", "plan_no", "idx", "source", "category", "action", "groups") VALUES ($1, 1, $2, $3, 'order', 'keep', '[]')`,
      [id, idx, source],
    );
    await owner.query(
      `INSERT INTO "duty" ("id", "request", "plan_no", "idx", "source", "category", "writing", "due_on", "count", "state", "stopped_by")
       VALUES ($1, $2, 1, $3, $4, 'order', 'erase', $5, $6, $7, $8)`,
      [
        `00000000-0000-4000-8000-0000000000${end}`,
        id,
        idx,
        source,
        due,
        count,
        state,
        state === "stopped" ? "hold" : null,
      ],
    );
  }
  await owner.query(
    `INSERT INTO "sweep" ("window", "source", "category", "rule", "norm", "writing", "dry", "cutoff", "state", "trouble", "made_at")
     VALUES ('w1', 'helpdesk', 'c', 'r', 'n', 'erase', false, '', 'failed', 'rule-gone', '2020-01-05T01:00:00Z'),
            ('w1', 'shop', 'c', 'r', 'n', 'erase', false, '', 'done', NULL, '2020-01-05T01:00:00Z'),
            ('w2', 'helpdesk', 'c', 'r', 'n', 'erase', false, '', 'waiting', 'source', '2020-06-05T01:00:00Z')`,
  );
  return id;
}
