/**
 * Art. 19: whoever received the data is told of a correction, a deletion, a pause and its end. One notice for each
 * recipient, made in the transaction in which the change is settled. Whose own system was written in has heard of it
 * there; whom a mail reaches gets one with a link; the others are told by a person, in the words that the task proposes.
 */
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { addDays, dayIn } from "../../gdpr/day";
import type { Policy } from "../../policy/schema";
import { drawNoticeReference } from "../ask/reference";
import { insideMonth } from "../carry-out/hand-due";
import type { Loaded } from "../load";
import { mailNotice } from "./by-mail";
import { confirmedBySource, sourcesOf, type BySource } from "./by-source";
import { openTellTask, type ToTell } from "./tell-task";
import { knownAs, recipientsOf, type Change, type Told } from "./told";

/**
 * A notice for each recipient of the categories, due within the days of the policy and, of what was asked for, within
 * the month. A recipient whose system is worked on by hand for this request anyway hears of it there, but of the end of a
 * pause: that comes later, and nobody works there then. Repeating it makes nothing twice.
 */
export async function tellRecipients(
  tx: Tx,
  request: Loaded,
  categories: readonly string[],
  change: Change,
): Promise<void> {
  const reached = await reachedByHand(tx, request);
  // The task by hand was about the pause: its end is news to whoever heard of the pause, by a task or by a notice.
  const heard = change === "lifted" ? await heardOfPause(tx, request.id) : null;
  const told = recipientsOf(policy(), categories).filter(({ recipient }) =>
    heard ? heard.has(recipient) || reached.has(recipient) : !reached.has(recipient),
  );
  const sources = await sourcesOf(tx, request, change);
  const dueOn = await dueDay(tx, request, change);
  for (const one of told) {
    const by = sources.get(one.recipient) ?? null;
    const way = by ? ("source" as const) : wayOf(one, request);
    const { recipient, veiled, categories: what } = one;
    const row = { request: request.id, recipient, veiled, change, dueOn, way, categories: what };
    const [made] = await tx.recipientNotice.createManyAndReturn({
      data: [{ id: drawNoticeReference(), ...row }],
      skipDuplicates: true,
    });
    if (made) await begin(tx, request, made, by);
  }
}

async function reachedByHand(tx: Tx, { id }: Loaded): Promise<Set<string | null>> {
  const where = { request: id, source: { not: null } };
  const tasks = await tx.task.findMany({ where, select: { source: true } });
  return new Set(tasks.map(({ source }) => handRecipient(policy(), source ?? "")));
}

const heardOfPause = async (tx: Tx, request: string): Promise<Set<string>> => {
  const rows = await tx.recipientNotice.findMany({ where: { request, change: "paused" }, select: { recipient: true } });
  return new Set(rows.map(({ recipient }) => recipient));
};

type Made = ToTell & { id: string; way: string };

async function begin(tx: Tx, request: Loaded, notice: Made, by: BySource | null): Promise<void> {
  if (by && by.held === 0) return confirmedBySource(tx, notice, by);
  if (notice.way === "email") return mailNotice(tx, request, notice.id);
  await openTellTask(tx, request.id, notice);
}

/** A mail needs an address and words by which the recipient finds the person; otherwise somebody has to find both. */
function wayOf({ recipient }: Told, { subject }: Loaded): "api" | "portal" | "email" | "post" {
  const found = policy().recipients[recipient];
  if (!found || found.notice === "none") throw new Error(`${recipient} is no recipient that is told`);
  if (found.notice !== "email") return found.notice;
  return found.address !== undefined && knownAs(subject, found.knows) !== null ? "email" : "portal";
}

/** A pause mostly ends when the month of its request is long over. */
async function dueDay(tx: Tx, request: Loaded, change: Change): Promise<Date> {
  const { zone, recipientDays } = policy();
  const today = dayIn(zone, await portalNow(tx));
  const soon = new Date(addDays(today, recipientDays));
  return change === "lifted" ? soon : insideMonth(request, soon, today);
}

const handRecipient = ({ sources }: Policy, source: string): string | null => {
  const found = sources[source];
  return found?.kind === "manual" ? found.recipient : null;
};
