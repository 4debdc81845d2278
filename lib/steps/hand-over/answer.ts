/**
 * Art. 5(2): the colleague says what came of the task, with the files that belong to it. All of it lies sealed with the request and the
 * chain commits to it; the task stays open until somebody of the desk has read it and finishes it.
 */
import { system } from "../../actor";
import { portalNow } from "../../db";
import { done, no, type Result } from "../../result";
import { putInDrawer, requestKey } from "../../seal/request-key";
import { checkFiles, type FileProblem, type Sent } from "../file/check";
import { keepFiles, namedFiles } from "../file/keep";
import { note } from "../move";
import { byLink } from "./by-link";
import type { LinkRefused } from "./open";

export const longestAnswer = 10_000;

/** Records the answer, once: a second press finds it answered and changes nothing. */
export async function answerHandedTask(
  token: string,
  text: string,
  files: readonly Sent[] = [],
): Promise<Result<LinkRefused | "not-opened" | "answer-missing" | FileProblem>> {
  const words = text.trim().slice(0, longestAnswer);
  if (words.length < 3) return no("answer-missing");
  const checked = checkFiles(files);
  if (!checked.ok) return checked;
  const answered = await byLink<Result<LinkRefused | "not-opened">>(token, async (tx, { id, state, task }) => {
    if (state === "waits") return no("not-opened");
    if (state !== "open") return no(state);
    const keys = await requestKey(tx, task.request);
    const named = checked.value.length > 0 ? { files: namedFiles(checked.value) } : {};
    const drawer = await putInDrawer(tx, keys, "hand-over answer", { task: task.id, text: words, ...named });
    await keepFiles(tx, keys, drawer.id, checked.value);
    const data = { answeredAt: await portalNow(tx), answerId: drawer.id, sealed: null };
    await tx.taskLink.update({ where: { id }, data });
    await note(tx, task.request, "hand-over-answered", system, { data: { task: task.id }, commit: drawer.commit });
    return done;
  });
  return answered ?? no("unknown-link");
}
