/** Erasures that were answered while holds lay on them, and holds that end, for tests of what is taken up again. */
import { expect } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { advance } from "../advance";
import { placeHold, releaseHold, type Placing } from "../decide/hold";
import { replan } from "../decide/replan";
import { approveErasure, run, type Staff } from "../erased.fixture";
import { asks, type Desk } from "../matter/matter.fixture";
import type { Portal } from "../portal.fixture";
import { endedHolds, settleHold } from "./ended-holds";

export const find = (id: string) => db().request.findUniqueOrThrow({ where: { id } });
export const followUpsOf = (reference: string) =>
  db().request.findMany({ where: { followsUp: reference }, orderBy: { receivedAt: "asc" } });

export async function followUpOf(reference: string): Promise<string> {
  const [one] = await followUpsOf(reference);
  if (!one) throw new Error("nothing was taken up");
  return one.id;
}

/** Lines of the current plan. */
export async function lines(reference: string) {
  const { planNo } = await find(reference);
  return db().decision.findMany({ where: { request: reference, planNo }, orderBy: { idx: "asc" } });
}

export async function place({ rui }: Staff, reference: string, more: Partial<Placing> = {}): Promise<string> {
  const reason = "A claim about the last order was announced.";
  const about = { reference, kind: "claim" as const, category: null, reason, reviewOn: "2030-01-01" as never };
  const placed = await placeHold(rui, { ...about, ...more });
  if (!placed.ok) throw new Error(placed.reason);
  return placed.value.hold;
}

export async function planAnew({ rui }: Staff, reference: string): Promise<void> {
  expect(await replan(rui, reference)).toMatchObject({ ok: true });
  await advance(reference);
}

/** An erasure of the account that was carried out and answered while the holds lay on it. */
export async function answered(
  desk: Desk,
  person: Actor,
  placing: Partial<Placing>[] = [{}],
): Promise<{ reference: string; holds: [string, ...string[]] }> {
  const reference = await asks(person);
  const holds: string[] = [];
  for (const one of placing) holds.push(await place(desk, reference, one));
  await planAnew(desk, reference);
  await answer(desk, desk.portal, reference);
  return { reference, holds: holds as [string, ...string[]] };
}

/** Approves, carries out and answers. */
export async function answer(staff: Staff, portal: Portal, reference: string): Promise<void> {
  await approveErasure(reference, staff);
  await run(portal, reference);
  await portal.accepted(reference);
  await advance(reference);
  expect((await find(reference)).state).toBe("delivered");
}

/** A second person releases the hold, and the worker has looked at all that ended. */
export async function release({ dora }: Staff, hold: string): Promise<void> {
  expect(await releaseHold(dora, hold)).toMatchObject({ ok: true });
  await settleAll();
}

export async function settleAll(): Promise<void> {
  for (const id of await endedHolds(100)) expect(await settleHold(id)).toBe(true);
  expect(await endedHolds(100)).toEqual([]);
}
