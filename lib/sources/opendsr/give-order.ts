/** An order is given and followed: sent once, asked for from then on, until the processor says that it is done or refused. */
import type { OpendsrSource } from "../../policy/kinds/opendsr";
import type { SourceMemory } from "../source";
import { claimOrder, isOpen, keepOrder, orderOf, type Order } from "./orders";
import type { Processor, Status } from "./processor";

export type Following = { order: Order; status: Status | null };
export type Given = {
  id: string;
  operation: string | null;
  /** Of which kind, about whom, and what the specification has no type for. */
  body: object;
};

type With = { memory: SourceMemory; asks: Processor; mapping: OpendsrSource; now: string };

/** Gives the order unless it was given, and says where it stands. Repeating it is harmless. */
export async function followOrder(given: Given, { memory, asks, mapping, now }: With): Promise<Following> {
  const known = await orderOf(memory, given.id);
  if (known && !isOpen(known)) return { order: known, status: null };
  // Somebody is sending it, or died while sending: which of the two shows once no call can still be on its way.
  if (known?.state === "meant" && now < known.askAgain) return { order: known, status: null };
  const askAgain = new Date(Date.parse(now) + mapping.askEvery * 60_000).toISOString();
  const asked = known ? await asks.status(given.id) : null;
  if (asked) {
    const order: Order = { ...(known as Order), state: stateOf(asked), askAgain, by: byOf(asked, (known as Order).by) };
    await keepOrder(memory, given.id, order);
    return { order, status: asked };
  }
  const by = new Date(Date.parse(now) + mapping.days * 86_400_000).toISOString();
  const meant: Order = {
    state: "meant",
    operation: given.operation,
    askAgain: sentBy(now, mapping),
    by: known?.by ?? by,
  };
  // Of two workers that come at once one sends it; the other waits for what becomes of it.
  if (!(await claimOrder(memory, given.id, { before: known, after: meant })))
    return { order: (await orderOf(memory, given.id)) ?? meant, status: null };
  const expected = await asks.order(given.id, given.body).catch(async (error: unknown) => {
    // This call has ended, whatever became of it: the next one need not wait for it.
    await keepOrder(memory, given.id, { ...meant, askAgain: now });
    throw error;
  });
  const order: Order = {
    ...meant,
    state: "ordered",
    askAgain,
    by: expected ? new Date(expected).toISOString() : meant.by,
  };
  await keepOrder(memory, given.id, order);
  return { order, status: null };
}

/** Until when a call that starts now has ended: its certificate, its description and the order itself each have their time. */
const sentBy = (now: string, { answerWithin }: OpendsrSource): string =>
  new Date(Date.parse(now) + 4 * answerWithin * 1000).toISOString();

const stateOf = ({ request_status }: Status): Order["state"] =>
  request_status === "completed" || request_status === "cancelled" ? request_status : "ordered";

/** A promise that is put off is shown as it is: the step alarms when the day has passed. */
const byOf = ({ expected_completion_time }: Status, before: string): string =>
  expected_completion_time ? new Date(expected_completion_time).toISOString() : before;
