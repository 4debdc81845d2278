/**
 * Whether the parts of the portal are well, in one word each. What exactly is wrong stands in the logs, never here:
 * everybody can read this.
 */
import { connect } from "node:net";
import { db } from "../db";
import { env } from "../env";

export type Wellness = "ok" | "down";
export type Health = { ok: boolean; web: Wellness; database: Wellness; worker: Wellness; mail: Wellness };

const mailEvery = 30_000;
let mail: { at: number; answer: Promise<boolean> } | undefined;

/** Asks database, worker (a heartbeat of the last minute) and mail server (at most every 30 seconds). */
export async function health(): Promise<Health> {
  const [beating, mailing] = await Promise.all([heartbeat(), mailServer()]);
  const parts = {
    web: "ok",
    database: beating === null ? "down" : "ok",
    worker: beating ? "ok" : "down",
    mail: mailing ? "ok" : "down",
  } as const;
  return { ok: Object.values(parts).every((part) => part === "ok"), ...parts };
}

/** Whether a worker was alive in the last minute; null when the database does not answer. */
async function heartbeat(): Promise<boolean | null> {
  try {
    const [row] = await db().$queryRaw<{ alive: boolean }[]>`
      SELECT EXISTS (SELECT FROM "heartbeat" WHERE "at" > portal_now() - interval '60 seconds') AS alive`;
    return row?.alive ?? null;
  } catch (error) {
    console.error(`health: the database does not answer (${error instanceof Error ? error.name : "unknown"})`);
    return null;
  }
}

function mailServer(): Promise<boolean> {
  const now = performance.now();
  if (!mail || now - mail.at > mailEvery) mail = { at: now, answer: reachable(new URL(env().SMTP_URL)) };
  return mail.answer;
}

function reachable({ hostname, port, protocol }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port) || (protocol === "smtps:" ? 465 : 587),
      timeout: 2000,
    });
    const answer = (well: boolean) => {
      socket.destroy();
      resolve(well);
    };
    socket.once("connect", () => answer(true));
    socket.once("timeout", () => answer(false));
    socket.once("error", () => answer(false));
  });
}
