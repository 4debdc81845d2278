/**
 * What GET and HEAD answer for a copy (RFC 9110, 14). GET reads, whole or by range; HEAD answers as GET would for the whole, and
 * leaves not even a line. Neither opens the gate, so neither counts.
 */
import type { Actor } from "../../../../lib/actor";
import { noStore } from "../../../../lib/sign-in/secure-route";
import { grantedFile, grantedWhole } from "../../../../lib/steps/ask/release";
import { handedOut, noSuchRange, onlyHeaders } from "./handed-out";

export const nothing = () => new Response(null, { status: 404, headers: noStore });
export const goTo = (path: string) => new Response(null, { status: 303, headers: { ...noStore, Location: path } });

type Refused = Exclude<Awaited<ReturnType<typeof grantedWhole>>, { ok: true }>["reason"];

/** Foreign and unknown are the same 404; the person's own page says why there is nothing to read now. */
export async function answer(who: Actor, { method, headers: asked }: Request, reference: string): Promise<Response> {
  if (method === "HEAD") {
    const whole = await grantedWhole(who, reference);
    return whole.ok ? onlyHeaders(reference, whole.value) : refused(reference, whole.reason);
  }
  const released = await grantedFile(who, reference, asked.get("range"), asked.get("if-range"));
  if (released.ok) return handedOut(reference, released.value);
  if (released.reason !== "no-such-range") return refused(reference, released.reason);
  const whole = await grantedWhole(who, reference);
  return whole.ok ? noSuchRange(whole.value) : refused(reference, whole.reason);
}

const refused = (reference: string, reason: Refused): Response =>
  reason === "not-found" ? nothing() : goTo(`/my/requests/${reference}?download=${reason}`);
