/**
 * The shop goes away, each time at the next milestone on the way, and comes back after the try that met a shut door: the
 * last try must end where an undisturbed one ends, and none may have called anything done that was not.
 */
import { Worker } from "node:worker_threads";
import { expect } from "vitest";
import { todaysOf } from "../../e2e/turn";
import { advance } from "./advance";
import { goesOn, leaseRunsOut, named, outcome, copyOf, type Copy, type Left } from "./crash-rig.fixture";
import { watchMilestones } from "./milestone";
import type { Portal } from "./portal.fixture";

/** Lets nobody into a database any more and ends who is in it; or lets them in again. */
const doorkeeper = `
  const { parentPort, workerData } = require("node:worker_threads");
  const pg = require("pg");
  parentPort.on("message", async ({ url, database, open }) => {
    const admin = new pg.Client(url);
    await admin.connect();
    await admin.query("ALTER DATABASE " + pg.escapeIdentifier(database) + " ALLOW_CONNECTIONS " + open);
    if (!open)
      await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [database]);
    await admin.end();
    Atomics.store(workerData, 0, 1);
    Atomics.notify(workerData, 0);
  });`;
const turned = new Int32Array(new SharedArrayBuffer(4));
let keeper: Worker | undefined;

// By another thread while this one waits, so that it has happened before the portal's next instruction.
function shop({ shop: url }: Copy, open: boolean): void {
  keeper ??= new Worker(doorkeeper, { eval: true, workerData: turned });
  keeper.unref();
  Atomics.store(turned, 0, 0);
  const order = { url: named(url, "postgres"), database: new URL(url).pathname.slice(1), open };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  keeper.postMessage(order);
  if (Atomics.wait(turned, 0, 0, 10_000) === "timed-out") throw new Error("the shop's door did not move");
}

/**
 * One try that finds the shop gone from the milestone on; it may fail, the worker tries again. False when it never came by,
 * because an earlier try had got further.
 */
async function meetsShutDoor(copy: Copy, reference: string, milestone: string): Promise<boolean> {
  Object.assign(process.env, copy.env);
  let shut = false;
  watchMilestones((passed) => {
    if (passed !== milestone || shut) return;
    shut = true;
    shop(copy, false);
  });
  try {
    await advance(reference).catch(() => false);
  } finally {
    watchMilestones(() => undefined);
    shop(copy, true);
  }
  await leaseRunsOut(copy);
  return shut;
}

/** That the request waited for the shop stands in its evidence, and the person was told that it had arrived: no other end. */
const withoutWaiting = ({ facts, letters, mails, ...left }: Left) => ({
  ...left,
  facts: facts.filter(({ fact, data }) => fact !== "waits" && data?.kind !== "acknowledgement"),
  letters: letters.filter(({ kind }) => kind !== "acknowledgement"),
  mails: mails.filter(({ kind }) => kind !== "acknowledgement"),
});

/**
 * Takes the shop away at one milestone after the other (a common run at a third of them, the next third on the next day) and compares
 * what is left in the end. Gives where it was away.
 */
export async function awayEverywhere(
  portal: Portal,
  reference: string,
  { milestones, expected }: { milestones: string[]; expected: Left },
): Promise<string[]> {
  const met: string[] = [];
  const disturbed = await copyOf(portal);
  for (const milestone of todaysOf(milestones))
    if (await meetsShutDoor(disturbed, reference, milestone)) met.push(milestone);
  await goesOn(disturbed, reference);
  expect(withoutWaiting(await outcome(disturbed, reference))).toEqual(withoutWaiting(expected));
  return met;
}
