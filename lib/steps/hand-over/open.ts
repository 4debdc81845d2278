/** Art. 5(2), 15(1) (C-579/21): the press that opens a task behind its link is the look at whom it is about, and is recorded. */
import { system } from "../../actor";
import { portalNow } from "../../db";
import { done, no, type Result } from "../../result";
import { note } from "../move";
import { byLink, type LinkState } from "./by-link";

export type LinkRefused = "unknown-link" | Exclude<LinkState, "waits" | "open">;

/** Opens the task; pressing twice is one opening. */
export async function openHandedTask(token: string): Promise<Result<LinkRefused>> {
  const opened = await byLink<Result<LinkRefused>>(token, async (tx, { id, state, task }) => {
    if (state === "open") return done;
    if (state !== "waits") return no(state);
    await tx.taskLink.update({ where: { id }, data: { openedAt: await portalNow(tx) } });
    await note(tx, task.request, "hand-over-opened", system, { data: { task: task.id } });
    return done;
  });
  return opened ?? no("unknown-link");
}
