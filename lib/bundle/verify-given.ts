/** What somebody has from elsewhere, held against a bundle: a checkpoint out of a letter, the copy that a customer was given. */
import type { Event } from "../gdpr/evidence";
import type { Verifier } from "../log/note";
import { names } from "./format";
import type { Report } from "./problem";
import { checkpointIn, isSigned, type Known } from "./verify-log";

/**
 * The checkpoint that was given: `same` as that of the bundle, `continued` by it as the bundle proves, `contradicted` by it, or
 * `unknown` to the bundle, which then says nothing of it.
 */
export type GivenCheckpoint = { origin: string; size: number; is: "same" | "continued" | "contradicted" | "unknown" };

/** Where problems with what was given are told. */
const place = { checkpoint: "checkpoint", copy: "copy" } as const;

/** Holds a signed checkpoint against what the bundle knows of the log, null where it knows nothing. */
export function verifyGivenCheckpoint(
  note: string,
  known: Known | null,
  keys: readonly Verifier[] | undefined,
  report: Report,
): GivenCheckpoint | null {
  const given = checkpointIn(note);
  if (!given) {
    report(place.checkpoint, 0, "bad-checkpoint");
    return null;
  }
  if (keys && !isSigned(note, given, keys)) report(place.checkpoint, 0, "not-signed");
  const { origin, size } = given;
  const ours = known && [known.now, ...known.before].find((one) => one.size === size);
  const is = !ours
    ? "unknown"
    : !ours.root.equals(given.root)
      ? "contradicted"
      : ours === known.now
        ? "same"
        : "continued";
  if (is === "unknown") report(place.checkpoint, 0, "unknown-checkpoint");
  if (is === "contradicted") report(place.checkpoint, 0, "other-checkpoint");
  return { origin, size, is };
}

/** The lines of the events that name the copy that was given; null where none does. */
export type GivenCopy = { sha256: string; packed: number | null; delivered: number | null };

/** Whether a file with this digest is one that the request packed, and delivered with its answer. */
export function verifyGivenCopy(sha256: string, events: readonly Event[], report: Report): GivenCopy {
  const lineOf = (fact: Event["fact"], key: string): number | null =>
    events.findIndex((event) => event.fact === fact && event.data[key] === sha256) + 1 || null;
  const [packed, delivered] = [lineOf("package-made", "sha256"), lineOf("delivered", "package")];
  if (packed === null && delivered === null) report(place.copy, 0, "other-copy");
  else if (delivered === null) report(names.events, packed ?? 0, "copy-not-delivered");
  return { sha256, packed, delivered };
}
