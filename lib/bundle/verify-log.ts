/**
 * That the events of a bundle stand in the log of the portal (RFC 6962), under a checkpoint that was signed. Whether the signature
 * is right is known only with a key from elsewhere: one that lies in the bundle would prove nothing.
 */
import type { Event } from "../gdpr/evidence";
import { checkpointOf, type Checkpoint } from "../log/checkpoint";
import { openNote, type Verifier } from "../log/note";
import { provesConsistency, provesInclusion } from "../log/proof";
import { leafHash } from "../log/tree";
import { names, type LogProofs } from "./format";
import type { Report } from "./problem";

/** Which events the checkpoint covers, of which log; `signed` is null where no key was given. */
export type Sealed = {
  events: number;
  origin: string;
  size: number;
  signed: boolean | null;
  /** How many checkpoints of earlier letters it is proved to continue. */
  earlier: number;
};
/** The log as the bundle knows it: its checkpoint, and those before that are proved to be its beginning. */
export type Known = { now: Checkpoint; before: readonly Checkpoint[] };

/** Holds the proofs against the events. Null where there are none, or no checkpoint can be read. */
export function verifyLogProofs(
  proofs: LogProofs | undefined,
  events: readonly Event[],
  keys: readonly Verifier[] | undefined,
  report: Report,
): { sealed: Sealed; known: Known } | null {
  if (!proofs) return null;
  const checkpoint = checkpointIn(proofs.checkpoint);
  const signed = keys ? isSigned(proofs.checkpoint, checkpoint, keys) : null;
  if (signed === false) report(names.log, 0, "not-signed");
  if (!checkpoint) {
    report(names.log, 0, "bad-checkpoint");
    return null;
  }
  if (proofs.entries.length > events.length) report(names.log, 0, "wrong-proof");
  proofs.entries.forEach(({ index, path }, at) => {
    const event = events[at];
    const before = proofs.entries[at - 1];
    if (!event || (before && before.index >= index) || !isEntry(event, { index, path }, checkpoint))
      report(names.log, at + 1, "wrong-proof");
  });
  const before = provedEarlier(proofs.earlier, checkpoint, report);
  const { origin, size } = checkpoint;
  const sealed = { events: proofs.entries.length, origin, size, signed, earlier: before.length };
  return { sealed, known: { now: checkpoint, before } };
}

/**
 * The earlier checkpoints that the log is proved to continue. Nobody's signature is needed for that: whoever holds one in a letter
 * sees whether it is the same, and what the later signature stands for contains it.
 */
function provedEarlier(earlier: LogProofs["earlier"], now: Checkpoint, report: Report): Checkpoint[] {
  let last = 0;
  return earlier.flatMap(({ checkpoint: note, proof }, at) => {
    const checkpoint = checkpointIn(note);
    const path = proof.map((hash) => Buffer.from(hash, "hex"));
    const isLater = checkpoint !== null && checkpoint.size > last && checkpoint.size < now.size;
    if (!isLater || !provesConsistency(checkpoint, now, path)) {
      report(names.log, at + 1, "wrong-earlier");
      return [];
    }
    last = checkpoint.size;
    return [checkpoint];
  });
}

/** The checkpoint of a note, whoever signed it; null where it is none. */
export const checkpointIn = (note: string): Checkpoint | null =>
  checkpointOf(note.slice(0, note.lastIndexOf("\n\n") + 1));

/** Whether one of these keys, which bears the name of the log, signed the checkpoint. */
export function isSigned(note: string, checkpoint: Checkpoint | null, keys: readonly Verifier[]): boolean {
  const opened = openNote(note, keys);
  return opened.ok && opened.by.some(({ name }) => name === checkpoint?.origin);
}

function isEntry({ hash }: Event, { index, path }: LogProofs["entries"][number], { size, root }: Checkpoint): boolean {
  const leaf = leafHash(Buffer.from(hash, "hex"));
  return provesInclusion({ index, size, leaf, root }, path.map((beside) => Buffer.from(beside, "hex"))); // prettier-ignore
}
