/**
 * Art. 5(2): checks a bundle without trusting who made it: container, digests, chain, lifecycle, plan, approvals, openings.
 *
 * What it cannot see: whether the chain went on after the last event of the bundle, and whether all of it was invented.
 * A head from elsewhere (each letter names one) shows both.
 */
import { open } from "node:fs/promises";
import type * as z from "zod";
import { verifyEvents, type Event } from "../gdpr/evidence";
import type { Verifier } from "../log/note";
import { mostBytes, readContainer, type Entry, type Read } from "./container";
import {
  approvalsSchema,
  logSchema,
  manifestSchema,
  mostEvents,
  names,
  openingSchema,
  planSchema,
  type Manifest,
} from "./format";
import { isShallow, jsonOf } from "./json-of";
import type { BundleProblem, Report } from "./problem";
import { verifyGivenCheckpoint, verifyGivenCopy, type GivenCheckpoint, type GivenCopy } from "./verify-given";
import { verifyLogProofs, type Sealed } from "./verify-log";
import { verifySignature, type Signature } from "./signature";
import { verifyManifest } from "./verify-manifest";
import { verifyOpenings } from "./verify-openings";
import { isProof, verifyProof } from "./verify-proof";
import { verifyApprovals, verifyPlan, verifyPlanHashes } from "./verify-plans";

export type { BundleProblem, BundleCode } from "./problem";

export type VerifiedBundle = {
  ok: boolean;
  /** What it calls itself: a request's whole evidence, or the proof that the person was given. */
  kind: "bundle" | "proof";
  problems: BundleProblem[];
  /** Hash of the last event, null where it cannot be read. */
  head: string | null;
  events: number;
  /** What the manifest says of its origin; null without a manifest that can be read. */
  demo: boolean | null;
  /** Whether the manifest is signed, and by whom as far as keys from elsewhere say. */
  signature: Signature;
  /** What the log's checkpoint in the bundle covers; null without one, or when the chain itself is not whole. */
  sealed: Sealed | null;
  /** Line of the event with the head that was given, null when none was given or it is not there. */
  headLine: number | null;
  /** What the bundle proves of the checkpoint that was given; null when none was, or it is none. */
  checkpoint: GivenCheckpoint | null;
  /** Which events name the copy that was given; null when none was, or when the chain itself is not whole. */
  copy: GivenCopy | null;
};

export type Given = {
  /** A head from elsewhere, 64 hex digits: it must be the hash of some event of the chain. */
  head?: string;
  /** Keys from elsewhere: one of them has to have signed the manifest, and the checkpoint where there is one. */
  keys?: readonly Verifier[];
  /** A signed checkpoint from elsewhere, out of a letter: the log has to be the same or continue it. */
  checkpoint?: string;
  /** hex SHA-256 of a copy that a customer was given: it must be one that this request delivered. */
  copy?: string;
};

/** Every problem of a bundle; none means it is what it says it is. Never throws on any bytes; on a path that cannot be read it does. */
export async function verifyBundle(input: Buffer | string, given: Given = {}): Promise<VerifiedBundle> {
  const bytes = typeof input === "string" ? await readUpTo(input, mostBytes + 1) : input;
  return verifyBytes(bytes, given);
}

async function readUpTo(path: string, most: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of file.createReadStream({ end: most - 1, autoClose: false })) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

function verifyBytes(bytes: Buffer, given: Given): VerifiedBundle {
  const read = readContainer(bytes);
  return isProof(read) ? verifyProofEntries(read, given) : verifyBundleEntries(read, given);
}

/** A proof holds no chain: of a head or a copy from elsewhere it says only whether one of its events names it. */
function verifyProofEntries(read: Read, { head, keys, checkpoint, copy }: Given): VerifiedBundle {
  const problems: BundleProblem[] = [];
  const report: Report = (file, line, code) => void problems.push({ file, line, code });
  const { events, demo, inLog } = verifyProof(read, keys, report);
  const headLine = head === undefined ? -1 : events.findIndex(({ hash }) => hash === head);
  if (head !== undefined && headLine === -1) report(names.events, 0, "other-head");
  const verified = {
    kind: "proof" as const,
    head: null,
    events: events.length,
    demo,
    signature: "none" as const,
    sealed: inLog?.sealed ?? null,
    headLine: headLine === -1 ? null : headLine + 1,
    checkpoint: checkpoint === undefined ? null : verifyGivenCheckpoint(checkpoint, inLog?.known ?? null, keys, report),
    copy: copy === undefined ? null : verifyGivenCopy(copy, events, report),
  };
  return { ok: problems.length === 0, problems, ...verified };
}

function verifyBundleEntries({ entries, problem }: Read, { head, keys, checkpoint, copy }: Given): VerifiedBundle {
  const problems: BundleProblem[] = [];
  const report: Report = (file, line, code) => void problems.push({ file, line, code });
  if (problem) report("container", 0, problem);
  const { manifest, signature } = verifyHead(entries, keys, report);
  const chain = verifyChain(entries, problems, report);
  const inLog = manifest && chain.whole ? verifyFile(manifest, chain.whole, { entries, keys }, report) : null;
  const headLine = head === undefined ? -1 : chain.hashes.indexOf(head);
  if (head !== undefined && headLine === -1) report(names.events, 0, "other-head");
  const verified = {
    kind: "bundle" as const,
    head: chain.head,
    events: chain.events,
    demo: manifest?.demo ?? null,
    signature,
    sealed: inLog?.sealed ?? null,
    headLine: headLine === -1 ? null : headLine + 1,
    checkpoint: checkpoint === undefined ? null : verifyGivenCheckpoint(checkpoint, inLog?.known ?? null, keys, report),
    copy: copy === undefined || !chain.whole ? null : verifyGivenCopy(copy, chain.whole, report),
  };
  return { ok: problems.length === 0, problems, ...verified };
}

/** The manifest, which stands first, its signature, second where there is one, and the list of all others. */
function verifyHead(entries: readonly Entry[], keys: Given["keys"], report: Report) {
  const [first, second] = entries;
  if (first?.name !== names.manifest) {
    if (first) report(names.manifest, 0, "missing-entry");
    return { manifest: undefined, signature: "none" as const };
  }
  const note = second?.name === names.signature ? second.bytes : undefined;
  const manifest = jsonOf(first, manifestSchema, report);
  const signature = verifySignature(first.bytes, note, keys, report);
  if (manifest) verifyManifest(manifest, entries.slice(note ? 2 : 1), report);
  return { manifest, signature };
}

type Chain = {
  head: string | null;
  events: number;
  hashes: unknown[];
  /** The events when the chain has no problem; only then can anything be held against it. */
  whole: Event[] | null;
};

function verifyChain(entries: readonly Entry[], problems: BundleProblem[], report: Report): Chain {
  const none: Chain = { head: null, events: 0, hashes: [], whole: null };
  const bytes = entries.find(({ name }) => name === names.events)?.bytes;
  if (!bytes) return none;
  if (lines(bytes) > mostEvents || !isShallow(bytes)) {
    report(names.events, 0, "too-large");
    return none;
  }
  const text = bytes.toString("utf8");
  const { problems: found, head, events } = verifyEvents(text, names.events);
  for (const problem of found) problems.push(problem);
  if (found.length > 0) return { ...none, head, events };
  const whole = text.trimEnd().split("\n").map((line) => JSON.parse(line) as Event); // prettier-ignore
  return { head, events, hashes: whole.map(({ hash }) => hash), whole };
}

function lines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}

type Held = { entries: readonly Entry[]; keys: readonly Verifier[] | undefined };

function verifyFile(manifest: Manifest, events: Event[], { entries, keys }: Held, report: Report) {
  const value = <Value>(name: string, schema: z.ZodType<Value>): Value | undefined => {
    const entry = entries.find((entry) => entry.name === name);
    return entry && jsonOf(entry, schema, report);
  };
  const last = events.at(-1);
  if (manifest.reference !== last?.request) report(names.manifest, 0, "wrong-request");
  if (manifest.head !== last?.hash) report(names.manifest, 0, "wrong-head");
  if (manifest.events !== events.length) report(names.manifest, 0, "wrong-count");
  if (last?.fact !== "exported" || last.data.form !== "bundle" || last.at !== manifest.madeAt)
    report(names.manifest, 0, "not-the-export");
  verifyPlanHashes(events, report);
  const plan = value(names.plan, planSchema);
  verifyPlan(plan, manifest, events, report);
  verifyApprovals(value(names.approvals, approvalsSchema) ?? [], manifest, events, report);
  verifyOpenings({ openings: value(names.opening, openingSchema) ?? [], plan, entries }, events, report);
  return verifyLogProofs(value(names.log, logSchema), events, keys, report);
}
