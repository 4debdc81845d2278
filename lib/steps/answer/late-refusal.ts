/**
 * Art. 12(4): a refusal is due in month one, and no extension moves that. One that comes later is late and goes out all the same:
 * silence would be no answer, and what the law does not let out (the rights of others, a duty to keep) it does not let out in month
 * two either. That it is late is written down, for the report and for whoever asks.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { deadline } from "../../gdpr/deadline";
import type { Loaded } from "../load";
import { note } from "../move";

/** Writes down that the refusal, of the whole or of a part, is late; nothing where it is not. */
export async function noteLateRefusal(tx: Tx, who: Actor, request: Loaded, part: "whole" | "part"): Promise<void> {
  const { zone, holidays } = policy();
  const { due } = deadline({ receivedAt: request.receivedAt.toISOString(), land: holidays, zone, pauses: [] });
  if (dayIn(zone, await portalNow(tx)) <= due) return;
  await note(tx, request.id, "refused-late", who, { as: "reviewer", data: { part, dueOn: due } });
}
