/**
 * Art. 12(2), (3): somebody of the desk makes a request of a mail, or counts it as a reminder of one that is open. Words and files
 * move under the key of that request, and what lay outside of it goes. A mail changes no contact and releases nothing: both rest on
 * what the form says and on the decision about the person.
 */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { done, no, yes, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { forStaff, lockRequest } from "../decide/allowed";
import { answerDrawer, answered, answerFiles, awaitsAnswer } from "../decide/identity-answer";
import { attach } from "../file/attach";
import { checkFiles, type Checked } from "../file/check";
import type { Loaded } from "../load";
import { note } from "../move";
import { noteSystem } from "../system-chain";
import { lockMail } from "./dismiss";
import { atDesk, hasLookedInto } from "./look";
import { filesOfMail, openWords, type Words } from "./sealed";

type Took = { words: Words; files: Checked[]; receivedAt: Date };
export type NotTaken = "mail-not-found" | "mail-settled" | "mail-not-looked" | "after-the-mail";

/** Takes the mail out of the waiting ones within the caller's transaction; `receivedAt`: what the form says of its receipt. */
export async function takeMail(
  tx: Tx,
  who: Actor,
  { mail: id, as, receivedAt }: { mail: string; as: "request" | "reminder"; receivedAt: Date | null },
): Promise<Result<NotTaken, Took>> {
  const mail = atDesk(who) ? await lockMail(tx, id) : null;
  if (!mail) return no("mail-not-found");
  if (mail.state !== "open" || !mail.sealed) return no("mail-settled");
  if (!(await hasLookedInto(tx, who, id))) return no("mail-not-looked");
  // It may have reached the company earlier by another way; later than the mail server had it, it did not.
  if (receivedAt && receivedAt > mail.receivedAt) return no("after-the-mail");
  const words = openWords(id, mail.sealed);
  const checked = checkFiles(await filesOfMail(tx, id, words));
  if (!checked.ok) throw new Error(`mail ${id} has files that are not taken: ${checked.reason}`);
  const decided = { state: as, decidedBy: who.person, decidedAt: await portalNow(tx) };
  const empty = { sealed: null, reason: null, firstBy: null, firstAt: null };
  await tx.inboundMail.update({ where: { id }, data: { ...decided, ...empty } });
  await noteSystem(tx, "mail-taken", { data: { mail: id, as }, by: who });
  return yes({ words, files: checked.value, receivedAt: mail.receivedAt });
}

type Refused = NotTaken | "not-found" | "not-allowed" | "own" | "closed";

/**
 * Counts the mail as a reminder of an open request, which keeps its clock; where its person was asked who they are it is their answer.
 */
export async function remindByMail(who: Actor, mail: string, reference: string): Promise<Result<Refused>> {
  return transactionAs(staffSight(who), async (tx): Promise<Result<Refused>> => {
    await lockRequest(tx, reference);
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok) return found;
    const { id, keys, personId, closedAt } = found.value;
    if (personId !== null && personId === who.person) return no("own");
    const came = await tx.inboundMail.findUnique({ where: { id: mail }, select: { receivedAt: true } });
    const answers = came !== null && isAnswer(found.value, came);
    if (closedAt && !answers) return no("closed");
    const taken = await takeMail(tx, who, { mail, as: "reminder", receivedAt: null });
    if (!taken.ok) return taken;
    if (answers) {
      await answeredByMail(tx, who, found.value, taken.value);
      return done;
    }
    const { from, subject, text } = taken.value.words;
    const drawer = await putInDrawer(tx, keys, "reminder", { from, subject, text });
    const { reminders } = await tx.request.update({
      where: { id },
      data: { reminders: { increment: 1 } },
      select: { reminders: true },
    });
    const as = has(who, "reviewer") ? "reviewer" : "dpo";
    await note(tx, id, "reminded", who, { as, data: { count: reminders }, commit: drawer.commit });
    await attach(tx, id, { who, as }, taken.value.files);
    return done;
  });
}

/** Somebody who was asked who they are, or told that they are not known, wrote after that; a mailbox counts in whole seconds. */
const isAnswer = (request: Loaded, { receivedAt }: { receivedAt: Date }): boolean =>
  awaitsAnswer(request) &&
  (request.identityAskedAt === null ||
    receivedAt.getTime() >= Math.floor(request.identityAskedAt.getTime() / 1000) * 1000);

/** Art. 12(6): the mail proves who they are, so it goes with its files when that is decided. */
async function answeredByMail(tx: Tx, who: Actor, request: Loaded, { words, files, receivedAt }: Took): Promise<void> {
  const on = dayIn(policy().zone, receivedAt);
  const how = [words.from.email, words.subject, words.text].join("\n\n");
  const { commit } = await putInDrawer(tx, request.keys, answerDrawer, { on, how });
  const as = has(who, "reviewer") ? "reviewer" : "dpo";
  await attach(tx, request.id, { who, as }, files, answerFiles);
  await answered(tx, request, { who, as, on, commit });
}
