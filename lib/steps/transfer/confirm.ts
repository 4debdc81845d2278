/**
 * Art. 20(2), 32: the person saw what goes where, proved again who they are, and says yes to exactly that; or takes it back, until
 * it has begun.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow } from "../../db";
import { isClosed } from "../../gdpr/request";
import { done, no, type Result } from "../../result";
import { openDrawer } from "../../seal/request-key";
import { ownSight } from "../../sight";
import { deciding, forSubject } from "../decide/allowed";
import type { Loaded } from "../load";
import { note } from "../move";
import { currentTransfer, ended, targetOf, type Destination } from "./stored";

type Refused = "not-found" | "not-fresh" | "changed" | "answered" | "stopped";

/** `shown`: the transfer that the page spoke of. Pressed twice it is confirmed once. */
export async function confirmTransfer(who: Actor, reference: string, shown: string): Promise<Result<Refused>> {
  return deciding<Refused, void>(ownSight(who), reference, async (tx) => {
    const request = await forSubject(tx, who, reference);
    if (!request) return no("not-found");
    const row = await currentTransfer(tx, reference);
    if (row?.id !== shown) return no("changed");
    if (row.state !== "named") return done;
    if (isClosed(request.state)) return no("answered");
    if (request.stoppedAt) return no("stopped");
    if (!mayConfirm(who, request)) return no("not-fresh");
    const { url } = await openDrawer<Destination>(tx, request.keys, row.toId);
    // The policy may have changed since it was named.
    if (!policy().transfer || !targetOf(url).ok) return no("changed");
    const now = await portalNow(tx);
    await tx.transfer.update({ where: { id: shown }, data: { state: "confirmed", confirmedAt: now, tryAt: now } });
    await note(tx, reference, "transfer-confirmed", who, { as: "subject", data: { transfer: shown } });
    return done;
  });
}

/** As for a download: fresh, and through a door that is strong enough for the request. */
export function mayConfirm(who: Actor, { door, contact }: Pick<Loaded, "door" | "contact">): boolean {
  const asked = door ?? contact.door;
  const fits = who.door === "oidc" || (who.door === "link" && asked !== null && asked !== "oidc");
  return fits && who.authAge !== null && who.authAge <= policy().release.freshMinutes * 60;
}

/** Takes it back. `too-late` once it is being sent, or may have arrived. */
export async function cancelTransfer(who: Actor, reference: string): Promise<Result<"not-found" | "too-late">> {
  return deciding<"not-found" | "too-late", void>(ownSight(who), reference, async (tx) => {
    if (!(await forSubject(tx, who, reference))) return no("not-found");
    const row = await currentTransfer(tx, reference);
    if (!row) return done;
    if (!isCancellable(row)) return no("too-late");
    await tx.transfer.update({ where: { id: row.id }, data: ended("cancelled", await portalNow(tx)) });
    await note(tx, reference, "transfer-cancelled", who, { as: "subject", data: { transfer: row.id } });
    return done;
  });
}

export const isCancellable = ({ state, inDoubt }: { state: string; inDoubt: boolean }): boolean =>
  state === "named" || (state === "confirmed" && !inDoubt);
