/**
 * Art. 32(1)(b): what a link of a task says to whoever holds it. Nobody signs in: who holds the link holds the mailbox it was sent
 * to. One that nobody was given and one whose request is gone are the same.
 */
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { day, dayIn, type Day } from "../../gdpr/day";
import { openFor, requestKey } from "../../seal/request-key";
import { lockRequest } from "../decide/allowed";
import { taskLinkId } from "./hand-over";
import type { Shown } from "./shown";

/** waits: not opened yet; open: it can be read and answered; all others lead nowhere any more, each with its reason. */
export type LinkState = "waits" | "open" | "answered" | "withdrawn" | "settled" | "expired";

export type HandedTask = {
  state: LinkState;
  dueOn: Day;
  lastDay: Day;
  /** Null until it is opened and once the link is over. */
  work: { task: Named; shown: Shown } | null;
};

/** What a task is about, without anybody in it. */
export type Named = {
  kind: string;
  source: string | null;
  category: string | null;
  recipient: string | null;
  request: string;
  dueOn: Date;
  requestRow: { right: string; planNo: number };
};

/** What the holder of the link may see; null for a link that nobody was given. Looking changes nothing. */
export async function handedTask(token: string): Promise<HandedTask | null> {
  return byLink(token, async (tx, { state, until, sealed, task }) => {
    const { zone } = policy();
    const keys = state === "open" && sealed ? await requestKey(tx, task.request) : null;
    return {
      state,
      dueOn: day(task.dueOn.toISOString().slice(0, 10)),
      lastDay: dayIn(zone, new Date(until.getTime() - 1)),
      work: keys && sealed ? { task, shown: openFor<Shown>(keys, "task link", sealed) } : null,
    };
  });
}

export type Link = {
  id: string;
  state: LinkState;
  until: Date;
  sealed: Uint8Array | null;
  task: Named & { id: string };
};

/** Runs `work` on the link, with its request locked. Null for an unknown token. */
export async function byLink<Value>(
  token: string,
  work: (tx: Tx, link: Link) => Promise<Value>,
): Promise<Value | null> {
  const id = taskLinkId(token);
  return transactionAs({ role: "handed", key: id }, async (tx) => {
    const found = await tx.taskLink.findUnique({ where: { id } });
    if (!found) return null;
    await lockRequest(tx, found.request);
    const requestRow = { select: { right: true, planNo: true } };
    const row = await tx.taskLink.findUniqueOrThrow({
      where: { id },
      include: { taskRow: { include: { requestRow } } },
    });
    const { taskRow: task, until, sealed } = row;
    return work(tx, { id, until, sealed, task, state: stateOf({ ...row, doneAt: task.doneAt }, await portalNow(tx)) });
  });
}

type Dates = Record<"withdrawnAt" | "answeredAt" | "openedAt" | "doneAt", Date | null> & { until: Date };

export function stateOf({ withdrawnAt, answeredAt, openedAt, doneAt, until }: Dates, now: Date): LinkState {
  if (answeredAt) return "answered";
  if (withdrawnAt) return "withdrawn";
  if (doneAt) return "settled";
  if (until <= now) return "expired";
  return openedAt ? "open" : "waits";
}
