/**
 * Art. 5(1)(c), 5(2), 32(4): a task by hand is passed on to a colleague without an account at the desk. They get a mail with a link
 * and a date; what the task needs is sealed behind the link until it is over. Who passes it on has looked into the file, because
 * this shows of it; to whom it went is committed to in the chain.
 */
import { createHash, randomBytes } from "node:crypto";
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { addDays, day, dayIn, startOfDay, type Day } from "../../gdpr/day";
import { canBePassedOn, lastDayOf } from "../../gdpr/hand-over";
import { wake } from "../../jobs/wake";
import { handOverMail } from "../../letters/hand-over-mail";
import { noticeLanguage } from "../../letters/recipient-notice";
import { parseAddress } from "../../mail/address";
import { queueMail } from "../../mail/outbox";
import { done, no, type Result } from "../../result";
import { putInDrawer, sealFor } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { appUrl } from "../answer/send-letter";
import { forStaff, lockRequest } from "../decide/allowed";
import { isHeldTask } from "../decide/held-task";
import { hasLooked } from "../decide/look";
import type { Loaded } from "../load";
import { note } from "../move";
import { shownOf } from "./shown";

/** What the database keeps of a token. */
export const taskLinkId = (token: string): string => createHash("sha256").update(token).digest("hex");

type Refused =
  | "not-found"
  | "not-allowed"
  | "own"
  | "not-passed-on"
  | "done-before"
  | "held"
  | "not-looked"
  | "bad-address"
  | "changed-meanwhile";

type Passed = {
  /** The colleague's address. */
  to: string;
  /** How often the task had been passed on when the form was shown: a second press of one form finds another number. */
  before: number;
};

/** Passes the task on and withdraws the link that somebody else may still have. */
export async function handOver(who: Actor, id: string, { to, before }: Passed): Promise<Result<Refused>> {
  const address = parseAddress(to);
  return transactionAs(staffSight(who), async (tx) => {
    const found = await taskFor(tx, who, id);
    if (!found.ok) return found;
    const { request, task } = found.value;
    if (request.personId === who.person) return no("own");
    if (!canBePassedOn({ kind: task.kind, letter: task.letterId })) return no("not-passed-on");
    if (task.doneAt) return no("done-before");
    if (await isHeldTask(tx, task)) return no("held");
    if (!(await hasLooked(tx, who, request.id))) return no("not-looked");
    if (address === null) return no("bad-address");
    if ((await tx.taskLink.count({ where: { task: id } })) !== before) return no("changed-meanwhile");
    await withdrawOpen(tx, id);
    await passOn(tx, who, { request, task, address });
    return done;
  });
}

type Task = NonNullable<Awaited<ReturnType<Tx["task"]["findUnique"]>>>;

/** The task with its request, locked, for those of the desk who do tasks. */
export async function taskFor(
  tx: Tx,
  who: Actor,
  id: string,
): Promise<Result<"not-found" | "not-allowed", { request: Loaded; task: Task }>> {
  const task = await tx.task.findUnique({ where: { id } });
  if (task) await lockRequest(tx, task.request);
  const found = await forStaff(tx, who, task?.request ?? "", "reviewer", "dpo");
  if (!found.ok) return found;
  const locked = await tx.task.findUnique({ where: { id } });
  return locked ? { ok: true, value: { request: found.value, task: locked } } : no("not-found");
}

/** Gives how many links this ended. The words behind them go at once. */
export async function withdrawOpen(tx: Tx, task: string): Promise<number> {
  const ended = { withdrawnAt: await portalNow(tx), sealed: null };
  const open = { task, answeredAt: null, withdrawnAt: null };
  return (await tx.taskLink.updateMany({ where: open, data: ended })).count;
}

type PassedOn = { request: Loaded; task: Task; address: string };

async function passOn(tx: Tx, who: Actor, { request, task, address }: PassedOn): Promise<void> {
  const { zone } = policy();
  const dueOn = day(task.dueOn.toISOString().slice(0, 10));
  const lastDay = lastDayOf(dayIn(zone, await portalNow(tx)), dueOn);
  const token = randomBytes(32).toString("base64url");
  const link = taskLinkId(token);
  const to = await putInDrawer(tx, request.keys, "hand-over", { task: task.id, to: address });
  const mailId = await mail(tx, { request: request.id, link, token, address, dueOn, lastDay });
  await tx.taskLink.create({
    data: {
      id: link,
      task: task.id,
      request: request.id,
      passedOnBy: who.person ?? "",
      until: new Date(startOfDay(zone, addDays(lastDay, 1))),
      sealed: sealFor(request.keys, "task link", await shownOf(tx, request, task)),
      toId: to.id,
      mailId,
    },
  });
  const as = has(who, "reviewer") ? "reviewer" : "dpo";
  const data = { task: task.id, until: lastDay };
  await note(tx, request.id, "handed-over", who, { as, data, commit: to.commit });
}

type Mailed = { request: string; link: string; token: string; address: string; dueOn: Day; lastDay: Day };

async function mail(tx: Tx, { request, link, token, address, dueOn, lastDay }: Mailed): Promise<string> {
  const { controller } = policy();
  const language = noticeLanguage(controller.country);
  const said = handOverMail(language, {
    controller: controller.name,
    contact: controller.dataProtectionOfficer,
    dueOn,
    until: lastDay,
    url: `${appUrl()}/task?token=${token}`,
  });
  const about = { request, kind: "hand-over", language, key: link } as const;
  const queued = await queueMail(tx, { ...about, to: { name: "", address }, ...said });
  await wake(tx, "mail", queued.id);
  return queued.id;
}
