/** Corrections as the pages make them, for tests. */
import { randomUUID } from "node:crypto";
import type { Actor } from "../actor";
import { db } from "../db";
import type { Correction } from "../gdpr/wish";
import { openDrawer, requestKey } from "../seal/request-key";
import { correctableRecords, correctionOf } from "./ask/correctable";
import { receive } from "./ask/receive";

export type Change = { category: string; at?: number; values?: Record<string, string>; statement?: string };

/** The correction of the person's first record of a kind, or of another one by its place. */
export async function correction(
  who: Actor,
  { category, at = 0, values = {}, statement = "" }: Change,
): Promise<Correction> {
  const code = (await correctableRecords(who, category))?.records[at]?.code ?? "";
  const made = await correctionOf(who, { category, code, values, statement });
  if (made === null || typeof made === "string" || "unfit" in made)
    throw new Error(`nothing to correct in ${category}: ${JSON.stringify(made)}`);
  return made;
}

/** Asks for it; gives the reference. */
export async function askToCorrect(who: Actor, change: Change, { words = "", pause = false } = {}): Promise<string> {
  const wish = { right: "rectification" as const, corrections: [await correction(who, change)], words, pause };
  const received = await receive(who, { id: randomUUID(), wishes: [wish], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  return received.value.requests[0]?.reference as string;
}

/** The words of the answer. */
export async function letterText(reference: string): Promise<string> {
  const { drawerId } = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "rectification" } });
  return JSON.stringify(await openDrawer(db(), await requestKey(db(), reference), drawerId));
}
