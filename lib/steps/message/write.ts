/**
 * Art. 12(1), (2): person and desk write to each other about one request, inside the portal. The words lie in the drawer and the
 * chain commits to them; a mail says only that something waits. No message rests the clock: what is asked because it is doubtful who the
 * person is, is asked by the step for it (Art. 12(6)); what they write then is its answer, and opens a request that was closed over it.
 */
import { randomUUID } from "node:crypto";
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { addWorkingDays } from "../../gdpr/holidays";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { ownSight, staffSight } from "../../sight";
import { noticeAddress } from "../answer/notice-address";
import { deciding, forStaff, forSubject } from "../decide/allowed";
import { answered, awaitsAnswer } from "../decide/identity-answer";
import type { Loaded } from "../load";
import { note } from "../move";
import { tellNews } from "../news/tell";

/** So many messages of a person wait for an answer at most: what else there is to say fits into them. */
export const mostUnanswered = 20;

/**
 * The person writes about their own open request. It is nothing that has to be asked in a form (Art. 12(2)). `id` is drawn by the
 * page: sent again it is the same message.
 */
export async function writeToDesk(
  who: Actor,
  reference: string,
  { id, text }: { id: string; text: string },
): Promise<Result<"not-found" | "closed" | "too-many">> {
  return deciding<"not-found" | "closed" | "too-many", void>(ownSight(who), reference, async (tx) => {
    const request = await forSubject(tx, who, reference);
    if (!request) return no("not-found");
    const known = await tx.message.findUnique({ where: { id } });
    if (known) return known.request === reference ? done : no("not-found");
    if (request.closedAt && !awaitsAnswer(request)) return no("closed");
    if ((await unanswered(tx, reference)) >= mostUnanswered) return no("too-many");
    const proof = awaitsAnswer(request);
    await write(tx, request, who, { as: "subject", id, text, proof });
    // Art. 12(2): they say what would help to know them.
    if (proof) await answered(tx, request, await sentToday(tx, who));
    await askToAnswer(tx, reference);
    return done;
  });
}

/**
 * Words that came with a request which only reminds of an open one: they may hold what nobody knows yet, so they lie with it as a
 * message that the desk has to read. In the transaction of the submission, which is received once.
 */
export async function writeAlong(tx: Tx, who: Actor, reference: string, text: string): Promise<void> {
  const request = await forSubject(tx, who, reference);
  if (!request || text.trim() === "") return;
  await write(tx, request, who, { as: "subject", id: randomUUID(), text });
  await askToAnswer(tx, reference);
}

/** What they write is their answer, whatever it says: whether it is enough a reviewer decides, and meanwhile the clock runs. */
const sentToday = async (tx: Tx, who: Actor) => ({
  who,
  as: "subject" as const,
  on: dayIn(policy().zone, await portalNow(tx)),
  commit: null,
});

type Refused = "not-found" | "not-allowed" | "own" | "closed" | "by-post";

/** The desk writes to the person. Whose answer goes by post, or who has no page here, cannot be written to here. */
export async function writeToPerson(who: Actor, reference: string, text: string): Promise<Result<Refused>> {
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own");
    if (request.closedAt) return no("closed");
    const address = await noticeAddress(tx, request.contact);
    if (request.answerBy !== "portal" || !address) return no("by-post");
    const id = await write(tx, request, who, { as: has(who, "reviewer") ? "reviewer" : "dpo", id: randomUUID(), text });
    await settled(tx, who, reference);
    await tellNews(tx, request, "message", { key: id });
    return done;
  });
}

/** What the person wrote needs no answer. Gives `nothing-open` when it was settled before. */
export async function needsNoAnswer(
  who: Actor,
  reference: string,
): Promise<Result<"not-found" | "not-allowed" | "own" | "nothing-open">> {
  return deciding<"not-found" | "not-allowed" | "own" | "nothing-open", void>(
    staffSight(who),
    reference,
    async (tx) => {
      const found = await forStaff(tx, who, reference, "reviewer", "dpo");
      if (!found.ok) return found;
      if (found.value.personId === who.person) return no("own");
      return (await settled(tx, who, reference)) ? done : no("nothing-open");
    },
  );
}

async function write(
  tx: Tx,
  { id, keys }: Loaded,
  who: Actor,
  {
    as,
    id: message,
    text,
    proof = false,
  }: { as: "subject" | "reviewer" | "dpo"; id: string; text: string; proof?: boolean },
): Promise<string> {
  const fromDesk = as !== "subject";
  const drawer = await putInDrawer(tx, keys, "message", { from: fromDesk ? "desk" : "person", text });
  await tx.message.create({ data: { id: message, request: id, fromDesk, drawerId: drawer.id, proof } });
  const data = { from: fromDesk ? "desk" : "person" };
  await note(tx, id, "wrote", who, { as, data, commit: drawer.commit });
  return message;
}

/** Messages of the person since the desk last wrote. */
async function unanswered(tx: Tx, request: string): Promise<number> {
  const last = await tx.message.findFirst({ where: { request, fromDesk: true }, orderBy: { sentAt: "desc" } });
  return tx.message.count({ where: { request, fromDesk: false, ...(last ? { sentAt: { gt: last.sentAt } } : {}) } });
}

/** Days in which the desk has read what a person wrote. */
const daysToAnswer = 2;

async function askToAnswer(tx: Tx, request: string): Promise<void> {
  const { zone, holidays } = policy();
  const dueOn = new Date(addWorkingDays(holidays, dayIn(zone, await portalNow(tx)), daysToAnswer));
  const task = { request, kind: "message" };
  if ((await tx.task.count({ where: { ...task, doneAt: null } })) > 0) return;
  const { count } = await tx.task.updateMany({
    where: task,
    data: { doneAt: null, doneBy: null, answer: null, dueOn },
  });
  if (count === 0) await tx.task.create({ data: { ...task, dueOn } });
}

async function settled(tx: Tx, { person }: Actor, request: string): Promise<boolean> {
  const { count } = await tx.task.updateMany({
    where: { request, kind: "message", doneAt: null },
    data: { doneAt: await portalNow(tx), doneBy: person },
  });
  return count > 0;
}
