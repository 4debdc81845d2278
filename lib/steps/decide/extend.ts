/**
 * Art. 12(3): two further months, only with concrete reasons told within month one, counted without pauses and without
 * rolling. The extension binds when the receiving mail server accepted the notice, or it was posted; until then the old date stands.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { addMonths, day, dayIn } from "../../gdpr/day";
import { mayExtend } from "../../gdpr/deadline";
import type { ExtensionReason } from "../../gdpr/facts";
import { isClosed } from "../../gdpr/request";
import { done, no, type Result } from "../../result";
import { staffSight } from "../../sight";
import { clockOf } from "../clock";
import { deciding, forStaff } from "./allowed";
import type { Loaded } from "../load";
import { note } from "../move";
import { acceptedAt, sendLetter, type OwnFacts } from "../answer/send-letter";

export type Extension = { reason: "complexity" | "number" | "wave"; facts: string };
type Refused =
  "not-found" | "not-allowed" | "facts-missing" | "too-late" | "already-extended" | "closed" | "own-request";

/** Concrete reasons are at least one whole sentence. */
export const isConcrete = (facts: string): boolean => facts.trim().length >= 20;

/** Sends the notice with one of the two reasons of Art. 12(3); a wave of requests is one of many at once (`surge/`). */
export async function extend(
  who: Actor,
  reference: string,
  extension: Extension & { reason: "complexity" | "number" },
): Promise<Result<Refused>> {
  return deciding<Refused, void>(staffSight(who), reference, (tx) => extendLocked(tx, who, reference, extension));
}

/** The same within a transaction that has locked the request. */
export async function extendLocked(
  tx: Tx,
  who: Actor,
  reference: string,
  { reason, facts }: Extension,
): Promise<Result<Refused>> {
  if (!isConcrete(facts)) return no("facts-missing");
  const found = await forStaff(tx, who, reference, "reviewer");
  if (!found.ok) return found;
  const request = found.value;
  if (request.personId === who.person) return no("own-request");
  if (isClosed(request.state)) return no("closed");
  if (request.extendedOn || (await tx.letter.count({ where: { request: request.id, kind: "extension" } })))
    return no("already-extended");
  const today = dayIn(policy().zone, await portalNow(tx));
  if (!mayExtend({ received: clockOf(request).received, today }).ok) return no("too-late");
  await tx.request.update({ where: { id: request.id }, data: { extensionReason: recorded[reason] } });
  await sendLetter(tx, request, "extension", extensionFacts(request, { reason, facts }), { by: who });
  return done;
}

const recorded: Record<Extension["reason"], ExtensionReason> = {
  complexity: "complexity",
  number: "number-of-requests",
  wave: "temporary-wave",
};

/** What the notice says. */
export function extensionFacts(request: Loaded, { reason, facts }: Extension): OwnFacts<"extension"> {
  const { due, extendedDue } = clockOf(request);
  return { reason, facts, dueOn: due, newDueOn: extendedDue, ready: null };
}

/** Makes an extension binding once its notice was accepted in time; a late acceptance extends nothing. */
export async function settleExtension(tx: Tx, request: Loaded, who: Actor): Promise<void> {
  if (request.extendedOn) return;
  const letter = await tx.letter.findFirst({
    where: { request: request.id, kind: "extension" },
    include: { mail: true, tasks: true },
  });
  const toldAt = letter && acceptedAt(letter);
  if (!toldAt) return;
  const clock = clockOf(request);
  if (dayIn(policy().zone, toldAt) > addMonths(day(clock.received), 1)) return;
  const extended = new Date(clock.extendedDue);
  await tx.request.update({ where: { id: request.id }, data: { extendedOn: extended, dueOn: extended } });
  await note(tx, request.id, "extended", who, {
    data: { dueOn: clock.extendedDue, reason: request.extensionReason ?? "complexity" },
  });
}
