/** What else the demo's desk has seen: a pause in force, an objection that waits to be weighed, files taken along, a letter. */
import { randomUUID } from "node:crypto";
import { addDays, dayIn } from "../lib/gdpr/day";
import { db } from "../lib/db";
import { enter } from "../lib/steps/ask/enter";
import { decideExceptions, usesToDecide } from "../lib/steps/decide/exceptions";
import { finishTask } from "../lib/steps/decide/task";
import { asked, expectOk, hashOf, opinion, settled, type Clock, type Customer, type Staff } from "./seed-steps";

/** Paused, with what goes on decided the same day, every system marked and every recipient told. */
export async function paused(clock: Clock, ago: number, about: Customer, { rui }: Staff): Promise<void> {
  await clock(ago);
  const words = "The invoice of last month is wrong; I take it to court and need everything as it is.";
  const pause = { ground: "18(1)(c)" as const, categories: null };
  const [reference] = await asked({ right: "restriction", pause, words }, about);
  const uses = await usesToDecide(db(), await db().request.findUniqueOrThrow({ where: { id: reference } }));
  const decisions = uses.map(({ id: use }, at) =>
    at === 0
      ? { use, decision: "goes-on" as const, ground: "claims" as const, reason: "The payment is before the court." }
      : { use, decision: "stops" as const, ground: null, reason: "" },
  );
  await expectOk(decideExceptions(rui, reference, decisions));
  await settled(reference);
  await clock(ago - 1);
  for (const { id } of await db().task.findMany({ where: { request: reference, doneAt: null } }))
    await expectOk(finishTask(rui, id, "Marked and told by e-mail today."));
}

/** A no to the credit check: the officer has given her opinion, a reviewer has to weigh it. */
export async function weighing(clock: Clock, ago: number, about: Customer, staff: Staff): Promise<void> {
  await clock(ago);
  const words = "I was mixed up with a namesake before, and it has cost me two orders.";
  const [reference] = await asked({ right: "objection", purposes: ["credit-check"], words }, about);
  await clock(ago - 2);
  await opinion(reference, await hashOf(reference), staff);
}

export async function takenAlong(clock: Clock, ago: number, about: Customer): Promise<void> {
  await clock(ago);
  const [reference] = await asked({ right: "portability" }, about);
  await settled(reference);
}

/** Came by letter before; nobody has decided yet whose data it is about. */
export async function byLetter(clock: Clock, ago: number, { name }: Customer, { rui }: Staff): Promise<void> {
  await clock(ago);
  const entered = await enter(rui, {
    id: randomUUID(),
    rights: ["access"],
    channel: "letter",
    receivedOn: addDays(dayIn("Europe/Berlin", new Date()), -ago - 2),
    receivedAt: "10:30",
    language: "de",
    requester: "self",
    name,
    email: null,
    post: "Hafenweg 1\n20457 Hamburg",
    words: "Bitte schicken Sie mir alles, was Sie über mich gespeichert haben.",
    consents: [],
    uses: null,
    ground: null,
  });
  if (!entered.ok) throw new Error(entered.reason);
  for (const reference of entered.value.references) await settled(reference);
}
