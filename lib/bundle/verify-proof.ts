/**
 * Checks the person's own proof: each event by its hash, what opens it, the lists of the plan, the place in the log. What it cannot
 * see: what else happened, because it holds no chain.
 */
import { createHmac } from "node:crypto";
import type * as z from "zod";
import { canonicalEvent, type Event } from "../gdpr/evidence";
import type { Plan } from "../gdpr/plan-value";
import type { Verifier } from "../log/note";
import type { Entry, Read } from "./container";
import { sha256 } from "./digest";
import { logSchema, mostEvents, openingSchema, planSchema, type Opening } from "./format";
import { isShallow, jsonOf } from "./json-of";
import type { Report } from "./problem";
import { listName, proofFormat, proofManifestSchema, proofNames, type ProofManifest } from "./proof-format";
import { verifyLogProofs } from "./verify-log";
import { verifyOpenings } from "./verify-openings";

/** More events than a request has openings for: a longer file is not read. */
const mostOpened = 10_000;

/** Every problem of a proof is reported; what is given back is known only as far as it could be read. */
export function verifyProof({ entries, problem }: Read, keys: readonly Verifier[] | undefined, report: Report) {
  if (problem) report("container", 0, problem);
  const [first] = entries;
  const manifest = first && jsonOf(first, proofManifestSchema, report);
  if (!manifest) return { events: [], demo: null, inLog: null };
  verifyEntries(manifest, entries.slice(1), report);
  const value = <Value>(name: string, schema: z.ZodType<Value>): Value | undefined => {
    const entry = entries.find((entry) => entry.name === name);
    return entry && jsonOf(entry, schema, report);
  };
  const events = eventsIn(entries, manifest, report);
  const openings = value(proofNames.opening, openingSchema) ?? [];
  if (openings.length !== events.length) report(proofNames.opening, 0, "wrong-opening");
  const bySeq = Array.from({ length: (events.at(-1)?.seq ?? -1) + 1 }, () => undefined as Event | undefined);
  for (const event of events) bySeq[event.seq] = event;
  const plan = planIn(openings, bySeq);
  verifyOpenings({ openings, plan, entries }, bySeq, report);
  verifyLists(entries, { plan, openings }, report);
  const inLog = verifyLogProofs(value(proofNames.log, logSchema), events, keys, report);
  if (keys && !inLog) report(proofNames.log, 0, "no-signature");
  return { events, demo: manifest.demo, inLog };
}

/** Whether the first entry calls itself such a proof. */
export function isProof({ entries: [first] }: Read): boolean {
  return first?.name === proofNames.manifest && first.bytes.includes(`"format":"${proofFormat}"`);
}

function verifyEntries(manifest: ProofManifest, entries: readonly Entry[], report: Report): void {
  const there = new Map(entries.map(({ name, bytes }) => [name, bytes]));
  for (const { name, bytes, sha256: digest } of manifest.entries) {
    const content = there.get(name);
    if (!content) report(name, 0, "missing-entry");
    else if (content.length !== bytes || sha256(content) !== digest) report(name, 0, "wrong-digest");
  }
  const listed = new Set(manifest.entries.map(({ name }) => name));
  const known = new Set<string>([proofNames.receipt, proofNames.events, proofNames.log, proofNames.opening]);
  for (const { name } of entries)
    if (!listed.has(name) || !(known.has(name) || /^(?:letters\/|lists\/\d{1,5}\.jsonl$)/.test(name)))
      report(name, 0, "foreign-entry");
  for (const name of [proofNames.receipt, proofNames.events, proofNames.opening])
    if (!listed.has(name)) report(name, 0, "missing-entry");
  if (manifest.entries.map(({ name }) => name).join() !== entries.map(({ name }) => name).join())
    report(proofNames.manifest, 0, "wrong-order");
}

/** The events as they stand, each checked for itself: its shape, its canonical form, its hash, its order. */
function eventsIn(entries: readonly Entry[], manifest: ProofManifest, report: Report): Event[] {
  const bytes = entries.find(({ name }) => name === proofNames.events)?.bytes;
  if (!bytes) return [];
  const tooLarge = (): Event[] => {
    report(proofNames.events, 0, "too-large");
    return [];
  };
  if (!isShallow(bytes)) return tooLarge();
  const lines = bytes.toString("utf8").split("\n");
  if (lines.pop() !== "") report(proofNames.events, lines.length + 1, "not-canonical");
  if (lines.length === 0) report(proofNames.events, 1, "empty");
  if (lines.length > mostOpened) return tooLarge();
  const events: Event[] = [];
  lines.forEach((line, at) => {
    const event = canonicalEvent(line);
    if (typeof event === "string") return report(proofNames.events, at + 1, event);
    if (event.request !== manifest.reference) report(proofNames.events, at + 1, "wrong-request");
    if (event.seq <= (events.at(-1)?.seq ?? -1) || event.seq > mostEvents)
      return report(proofNames.events, at + 1, "gap");
    events.push(event);
  });
  if (manifest.events !== lines.length) report(proofNames.manifest, 0, "wrong-count");
  return events;
}

/** The last plan that is opened. */
function planIn(openings: readonly Opening[], events: readonly (Event | undefined)[]): Plan | undefined {
  const opening = openings.findLast(({ seq }) => events[seq]?.fact === "planned");
  return opening && planSchema.safeParse(opening.payload).data;
}

/** Each list has as many lines as the plan says and is what it commits to, under the request's half of the salt. */
function verifyLists(
  entries: readonly Entry[],
  { plan, openings }: { plan: Plan | undefined; openings: readonly Opening[] },
  report: Report,
): void {
  const salt = Buffer.from(openings[0]?.salt.slice(0, 64) ?? "", "hex");
  for (const { name, bytes } of entries.filter(({ name }) => name.startsWith("lists/"))) {
    const at = plan?.decisions.findIndex((_, decision) => listName(decision) === name) ?? -1;
    const decision = plan?.decisions[at];
    const lines = bytes.reduce((sum, byte) => sum + (byte === 0x0a ? 1 : 0), 0);
    const digest = createHmac("sha256", salt).update(bytes).digest("hex");
    if (!decision || decision.list !== digest || decision.count !== lines) report(name, 0, "list-differs");
  }
}
