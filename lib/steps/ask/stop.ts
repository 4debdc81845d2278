/**
 * Another contact on file knows nothing of a request and stops it. Nothing is handed out or erased from then on until a
 * reviewer has decided; only those who hold the link can do it, and it decides nothing else.
 */
import { system } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import { givesCopy, type Right } from "../../gdpr/right";
import { done, no, type Result } from "../../result";
import { lockRequest } from "../decide/allowed";
import { note } from "../move";
import { stopLinkId } from "./stop-notice";
import { excludeWriting } from "../carry-out/writing-lock";

export type Stoppable = {
  right: Right;
  receivedOn: Day;
  stopped: boolean;
  over: boolean;
  /** The portal opened it itself, because of another request of the account. */
  followUp: boolean;
};

/** What the holder of a link may read before pressing anything; null for a link that does not exist. */
export async function stoppable(token: string): Promise<Stoppable | null> {
  const key = stopLinkId(token);
  return transactionAs({ role: "stop", key }, async (tx) => {
    const link = await tx.stopLink.findUnique({ where: { id: key } });
    if (!link) return null;
    const row = await find(tx, link.request);
    const receivedOn = dayIn(policy().zone, row.receivedAt);
    return { right: row.right as Right, receivedOn, followUp: row.followsUp !== null, ...standing(row) };
  });
}

/** Stops the request of a link. Pressing twice is one stop. `over`: what it asked for has been done or was ended. */
export async function stop(token: string): Promise<Result<"unknown-link" | "over">> {
  const key = stopLinkId(token);
  return transactionAs({ role: "stop", key }, async (tx) => {
    const link = await tx.stopLink.findUnique({ where: { id: key } });
    if (!link) return no("unknown-link");
    await excludeWriting(tx);
    await lockRequest(tx, link.request);
    const { stopped, over } = standing(await find(tx, link.request));
    if (over) return no("over");
    if (!stopped) await record(tx, link.request);
    return done;
  });
}

const find = (tx: Tx, id: string) =>
  tx.request.findUniqueOrThrow({
    where: { id },
    select: { right: true, state: true, receivedAt: true, stoppedAt: true, followsUp: true, package: true },
  });

/** A copy can be stopped for as long as it can be downloaded, an erasure until it is done. */
function standing(row: Awaited<ReturnType<typeof find>>): Pick<Stoppable, "stopped" | "over"> {
  const { state, right, stoppedAt, package: copy } = row;
  const ready =
    givesCopy(right as Right) && ["fulfilled", "delivered"].includes(state) && copy !== null && !copy.destroyedAt;
  const under = ["received", "identified", "planned", "approved"].includes(state);
  return { stopped: stoppedAt !== null, over: !ready && !under };
}

async function record(tx: Tx, request: string): Promise<void> {
  const now = await portalNow(tx);
  await tx.request.update({ where: { id: request }, data: { stoppedAt: now, waitsFor: "reviewer" } });
  await note(tx, request, "stopped", system, { data: {} });
  await tx.task.createMany({
    data: [{ request, kind: "stopped", dueOn: new Date(dayIn(policy().zone, now)) }],
    skipDuplicates: true,
  });
}
