/** Art. 5(2): a request's evidence as one file that somebody can check who trusts nobody. */
import { eventLine, type Event } from "../gdpr/evidence";
import type { Plan } from "../gdpr/plan-value";
import { renderText } from "../letters/render";
import type { Signer } from "../log/note";
import { writeContainer, type Entry } from "./container";
import { sha256 } from "./digest";
import { fileName, filesSchema, format, jsonEntry, letterName, letterSchema, mostEvents, names } from "./format";
import type { Approval, LogProofs, Manifest, Opening } from "./format";
import { signManifest } from "./signature";

export { sha256 } from "./digest";

export type BundleInput = Pick<Manifest, "reference" | "demo" | "personal" | "shredded"> & {
  /** The whole chain; its last event is the export. */
  events: readonly Event[];
  approvals: readonly Approval[];
  /** That the first events stand in the log; null while no checkpoint covers any. */
  log: LogProofs | null;
  /** The current plan; null without one, or when the file was shredded. */
  plan: Plan | null;
  /** In the order of their events; empty unless personal. Those that open a letter add its text. */
  openings: readonly Opening[];
  /** The files that openings name, in the order in which they are named. */
  files?: readonly Buffer[];
  /** All of this for people who read (`lib/report`): what counts are the events. Absent where nobody made it. */
  report?: { html: Buffer; pdf: Buffer };
};

/**
 * The bytes of the bundle: the same input gives the same bytes. Without signers nobody stands for it, and the verifier says so.
 * Throws on an input that is no evidence.
 */
export function bundleBytes(input: BundleInput, signers: readonly Signer[] = []): Buffer {
  const { reference, demo, personal, shredded, events } = input;
  const last = events.at(-1);
  if (!last || last.fact !== "exported") throw new Error("a bundle ends with its own export");
  if (events.length > mostEvents) throw new Error("more events than a bundle may hold");
  const entries = entriesOf(input);
  const manifest: Manifest = {
    format,
    reference,
    head: last.hash,
    events: events.length,
    demo,
    personal,
    shredded,
    madeAt: last.at,
    entries: entries.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  };
  const bytes = jsonEntry(manifest);
  const signature = signers.length > 0 ? [{ name: names.signature, bytes: signManifest(bytes, signers) }] : [];
  return writeContainer([{ name: names.manifest, bytes }, ...signature, ...entries]);
}

function entriesOf({
  events,
  approvals,
  log,
  plan,
  personal,
  shredded,
  openings,
  files = [],
  report,
}: BundleInput): Entry[] {
  const lines = events.map((event) => `${eventLine(event)}\n`).join("");
  const entries: Entry[] = [
    { name: names.events, bytes: Buffer.from(lines) },
    { name: names.approvals, bytes: jsonEntry(approvals) },
  ];
  if (log) entries.push({ name: names.log, bytes: jsonEntry(log) });
  if (plan) entries.push({ name: names.plan, bytes: jsonEntry(plan) });
  if (report) entries.push({ name: names.html, bytes: report.html }, { name: names.pdf, bytes: report.pdf });
  if (!personal || shredded) return entries;
  entries.push({ name: names.opening, bytes: jsonEntry(openings) });
  const left = [...files];
  for (const { seq, payload } of openings) {
    const letter = letterSchema.safeParse(payload);
    if (letter.success)
      entries.push({ name: letterName(seq, letter.data.kind), bytes: Buffer.from(renderText(letter.data)) });
    const named = filesSchema.safeParse(payload);
    for (const [no, { type }] of (named.data?.files ?? []).entries()) {
      const bytes = left.shift();
      if (!bytes) throw new Error("a file is named and not there");
      entries.push({ name: fileName(seq, no, type), bytes });
    }
  }
  return entries;
}
