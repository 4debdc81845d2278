/**
 * Art. 5(2): checks a bundle without trusting who made it: container, digests, chain, lifecycle, plan, approvals, openings.
 *
 * What it cannot see: whether the chain went on after the last event of the bundle, and whether all of it was invented.
 * A head from elsewhere (each letter names one) shows both.
 */
import { open } from "node:fs/promises";
import type { z } from "zod";
import { verifyEvents, type Event } from "../gdpr/evidence";
import type { Verifier } from "../log/note";
import { mostBytes, readContainer, type Entry } from "./container";
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
import { verifyLogProofs, type Sealed } from "./verify-log";
import { verifyOpenings } from "./verify-openings";
import { verifyApprovals, verifyPlan, verifyPlanHashes } from "./verify-plans";
import { sha256 } from "./write";

export type { BundleProblem, BundleCode } from "./problem";

export type VerifiedBundle = {
  ok: boolean;
  problems: BundleProblem[];
  /** Hash of the last event, null where it cannot be read. */
  head: string | null;
  events: number;
  /** What the manifest says of its origin; null without a manifest that can be read. */
  demo: boolean | null;
  /** What the log's checkpoint in the bundle covers; null without one, or when the chain itself is not whole. */
  sealed: Sealed | null;
  /** Line of the event with the head that was given, null when none was given or it is not there. */
  headLine: number | null;
};

export type Given = {
  /** A head from elsewhere, 64 hex digits: it must be the hash of some event of the chain. */
  head?: string;
  /** Keys from elsewhere: one of them has to have signed the checkpoint in the bundle. */
  keys?: readonly Verifier[];
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

function verifyBytes(bytes: Buffer, { head, keys }: Given): VerifiedBundle {
  const problems: BundleProblem[] = [];
  const report: Report = (file, line, code) => void problems.push({ file, line, code });
  const { entries, problem } = readContainer(bytes);
  if (problem) report("container", 0, problem);
  const [first] = entries;
  const manifest = first?.name === names.manifest ? jsonOf(first, manifestSchema, report) : undefined;
  if (entries.length > 0 && first?.name !== names.manifest) report(names.manifest, 0, "missing-entry");
  if (manifest) verifyManifest(manifest, entries.slice(1), report);
  const chain = verifyChain(entries, problems, report);
  const sealed = manifest && chain.whole ? verifyFile(manifest, chain.whole, { entries, keys }, report) : null;
  const headLine = head === undefined ? -1 : chain.hashes.indexOf(head);
  if (head !== undefined && headLine === -1) report(names.events, 0, "other-head");
  return {
    ok: problems.length === 0,
    problems,
    head: chain.head,
    events: chain.events,
    demo: manifest?.demo ?? null,
    sealed,
    headLine: headLine === -1 ? null : headLine + 1,
  };
}

/** Every entry is listed in its order with its size and digest; which entries there must be follows from the format. */
function verifyManifest(manifest: Manifest, entries: readonly Entry[], report: Report): void {
  const there = new Map(entries.map(({ name, bytes }) => [name, bytes]));
  const listed = new Set(manifest.entries.map(({ name }) => name));
  for (const { name, bytes, sha256: digest } of manifest.entries) {
    const content = there.get(name);
    if (!content) report(name, 0, "missing-entry");
    else if (content.length !== bytes || sha256(content) !== digest) report(name, 0, "wrong-digest");
  }
  const open = manifest.personal && !manifest.shredded;
  const known = new Set<string>([
    names.events,
    names.approvals,
    names.log,
    names.plan,
    names.html,
    names.pdf,
    ...(open ? [names.opening] : []),
  ]);
  for (const { name } of entries)
    if (!listed.has(name) || !(known.has(name) || (open && name.startsWith("letters/"))))
      report(name, 0, "foreign-entry");
  for (const name of [names.events, names.approvals, ...(open ? [names.opening] : [])])
    if (!listed.has(name)) report(name, 0, "missing-entry");
  if (manifest.shredded && there.has(names.plan)) report(names.plan, 0, "foreign-entry");
  const order = manifest.entries.map(({ name }) => name).join();
  if (listed.size === there.size && order !== entries.map(({ name }) => name).join())
    report(names.manifest, 0, "wrong-order");
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

function verifyFile(manifest: Manifest, events: Event[], { entries, keys }: Held, report: Report): Sealed | null {
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
