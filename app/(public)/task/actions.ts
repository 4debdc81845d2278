"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { fileField, filesIn } from "../../../lib/sign-in/form-files";
import { openAction, problem } from "../../../lib/sign-in/secure-action";
import { answerHandedTask, longestAnswer } from "../../../lib/steps/hand-over/answer";
import { isAboutFiles } from "../../../lib/steps/file/check";
import { openHandedTask } from "../../../lib/steps/hand-over/open";

const token = z.string().min(1).max(100);
/** The page says by itself when a link is over, and why. */
const back = (given: string) => redirect(`/task?token=${encodeURIComponent(given)}`);

/** The button that opens a task: whoever only follows links, as mail filters do, opens nothing. */
export const openTaskAction = openAction("open-task", z.object({ token }), async (_who, { token: given }) => {
  const opened = await openHandedTask(given);
  return opened.ok || opened.reason !== "unknown-link" ? back(given) : problem("shell.task.unknown");
});

const answered = z.object({ token, answer: z.string().trim().max(longestAnswer).default(""), files: fileField });

/** What came of the task, once. */
export const answerTaskAction = openAction("answer-task", answered, async (_who, { token: given, answer, files }) => {
  const told = await answerHandedTask(given, answer, await filesIn(files));
  if (told.ok) return back(given);
  if (told.reason === "answer-missing") return problem("shell.task.problems.answer-missing", "answer");
  if (told.reason === "not-opened") return problem("shell.task.problems.not-opened");
  if (isAboutFiles(told.reason)) return problem(`shell.files.problems.${told.reason}`, "files");
  return told.reason === "unknown-link" ? problem("shell.task.unknown") : back(given);
});
