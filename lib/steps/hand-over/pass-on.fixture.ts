/** A task passed on to a colleague, as the desk does it, and the link that they get. */
import { expect } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { openMail } from "../../mail/outbox";
import { handOver } from "./hand-over";

export const colleague = "ines.lager@klangwerk.example";

/** What the newest mail about a passed-on task says, with the token of its link. */
export async function newestMail() {
  const mails = await db().mail.findMany({ where: { kind: "hand-over" }, orderBy: { madeAt: "asc" } });
  const sent = openMail((mails.at(-1) as { sealed: Uint8Array }).sealed);
  return { ...sent, token: /\/task\?token=([\w-]+)/.exec(sent.text)?.[1] ?? "" };
}

/** Passes the task on once more; gives the token of the link. */
export async function passedOnBy(who: Actor, task: string, to = colleague): Promise<string> {
  const before = await db().taskLink.count({ where: { task } });
  expect(await handOver(who, task, { to, before })).toEqual({ ok: true });
  return (await newestMail()).token;
}
