/**
 * OpenDSR 2.0, 8.5: a processor says that an order moved. It is written down and the worker asks the processor; the same
 * message twice is one. What stands in it about the order is not believed.
 */
import { createHash } from "node:crypto";
import { policy, sourceTools } from "../company";
import { db } from "../db";
import { done, no, type Result } from "../result";
import { listener, type Listener } from "../sources/opendsr/callback";
import { SourceUnreachable } from "../sources/source";

export type NotTaken = "unknown-source" | "not-signed" | "unusable" | "unknown-order" | "try-again";

const listeners = new Map<string, Listener>();

/** `try-again`: the certificate that the message has to be compared with cannot be had now. */
export async function takeCallback(
  source: string,
  raw: Buffer,
  headers: Readonly<Record<string, string>>,
): Promise<Result<NotTaken>> {
  const heard = listenerOf(source);
  if (!heard) return no("unknown-source");
  try {
    const said = await heard(raw, headers);
    if (typeof said === "string") return no(said);
    const digest = createHash("sha256").update(raw).digest("hex");
    await db().callback.createMany({ data: [{ source, digest, orderId: said.order }], skipDuplicates: true });
    return done;
  } catch (error) {
    if (error instanceof SourceUnreachable) return no("try-again");
    throw error;
  }
}

/** One for each source as long as the process lives: it keeps the certificate. */
function listenerOf(source: string): Listener | null {
  const known = listeners.get(source);
  if (known) return known;
  const { sources } = policy();
  const mapping = Object.hasOwn(sources, source) ? sources[source] : undefined;
  if (mapping?.kind !== "opendsr") return null;
  const made = listener(source, mapping, sourceTools(source));
  listeners.set(source, made);
  return made;
}
