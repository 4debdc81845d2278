/** Art. 5(2), 12(3): what was promised to somebody, as a file with which they alone can prove it later. */
import { eventLine, type Event } from "../gdpr/evidence";
import { renderText } from "../letters/render";
import { writeContainer, type Entry } from "./container";
import { sha256 } from "./digest";
import { jsonEntry, letterName, letterSchema, type LogProofs, type Opening } from "./format";
import { listName, proofFormat, proofNames, type ProofManifest } from "./proof-format";

export type ProofInput = Pick<ProofManifest, "reference" | "demo" | "madeAt"> & {
  /** The events that are opened, in their order. */
  events: readonly Event[];
  /** One for each event, in the same order. */
  openings: readonly Opening[];
  /** Where these events stand in the log, in the same order, as far as a checkpoint covers them; null where none does. */
  log: LogProofs | null;
  /** Lists of decisions of the last plan that is opened. */
  lists: readonly { decision: number; lines: Buffer }[];
  /** The answer for people who read, as a PDF. */
  receipt: Buffer;
};

/** The bytes of the proof: the same input gives the same bytes. */
export function proofBytes({ reference, demo, madeAt, events, openings, log, lists, receipt }: ProofInput): Buffer {
  const lines = events.map((event) => `${eventLine(event)}\n`).join("");
  const entries: Entry[] = [
    { name: proofNames.receipt, bytes: receipt },
    { name: proofNames.events, bytes: Buffer.from(lines) },
    ...(log ? [{ name: proofNames.log, bytes: jsonEntry(log) }] : []),
    { name: proofNames.opening, bytes: jsonEntry(openings) },
    ...lists.map(({ decision, lines: bytes }) => ({ name: listName(decision), bytes })),
  ];
  for (const { seq, payload } of openings) {
    const letter = letterSchema.safeParse(payload);
    if (!letter.success) continue;
    entries.push({ name: letterName(seq, letter.data.kind), bytes: Buffer.from(renderText(letter.data)) });
  }
  const manifest: ProofManifest = {
    format: proofFormat,
    reference,
    events: events.length,
    demo,
    madeAt,
    entries: entries.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  };
  return writeContainer([{ name: proofNames.manifest, bytes: jsonEntry(manifest) }, ...entries]);
}
