/** Art. 5(2): to whom a task was passed on and what came back: the dates to all of the desk, address and answer to those who looked. */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import type { FileLine, FileType } from "../../gdpr/attached";
import { dayIn, type Day } from "../../gdpr/day";
import { openDrawer, requestKey } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { hasLooked } from "../decide/look";
import { stateOf, type LinkState } from "./by-link";

export type HandOver = {
  /** returned: the receiving server refused the mail, so nobody has the link. */
  state: LinkState | "returned";
  passedOnOn: Day;
  openedOn: Day | null;
  answeredOn: Day | null;
  lastDay: Day;
  /** Null to those who have not looked within the hour. */
  words: { to: string; answer: string | null } | null;
  /** What was put beside the answer. */
  files: FileLine[];
};

export type HandOvers = {
  /** Whether this person looked into the file within the hour. */
  looked: boolean;
  /** The newest first. */
  all: HandOver[];
};

async function filesBeside(tx: Tx, drawers: string[]): Promise<(FileLine & { drawerId: string })[]> {
  const select = { id: true, type: true, bytes: true, drawerId: true } as const;
  const rows = await tx.attachment.findMany({ where: { drawerId: { in: drawers } }, select, orderBy: { no: "asc" } });
  return rows.map((row) => ({ ...row, type: row.type as FileType }));
}

/** Every time the task was passed on; null for an unknown task and for those who may not read it. */
export async function handOversOf(who: Actor, id: string): Promise<HandOvers | null> {
  if (!has(who, "reviewer", "dpo")) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const task = await tx.task.findUnique({ where: { id }, select: { request: true } });
    if (!task) return null;
    const looked = await hasLooked(tx, who, task.request);
    const keys = looked ? await requestKey(tx, task.request) : null;
    const rows = await tx.taskLink.findMany({
      where: { task: id },
      include: { taskRow: { select: { doneAt: true } }, mail: { select: { state: true } } },
      orderBy: [{ passedOnAt: "desc" }, { id: "asc" }],
    });
    const now = await portalNow(tx);
    const dayOf = (at: Date | null) => at && dayIn(policy().zone, at);
    const beside = await filesBeside(tx, rows.flatMap(({ answerId }) => answerId ?? [])); // prettier-ignore
    const all: HandOver[] = [];
    for (const row of rows) {
      const state = stateOf({ ...row, doneAt: row.taskRow.doneAt }, now);
      const to = keys && (await openDrawer<{ to: string }>(tx, keys, row.toId)).to;
      const answer = keys && row.answerId ? (await openDrawer<{ text: string }>(tx, keys, row.answerId)).text : null;
      all.push({
        state: state === "waits" && row.mail?.state === "bounced" ? "returned" : state,
        passedOnOn: dayIn(policy().zone, row.passedOnAt),
        openedOn: dayOf(row.openedAt),
        answeredOn: dayOf(row.answeredAt),
        lastDay: dayIn(policy().zone, new Date(row.until.getTime() - 1)),
        words: to === null ? null : { to, answer },
        files: beside.filter(({ drawerId }) => drawerId === row.answerId),
      });
    }
    return { looked, all };
  });
}
