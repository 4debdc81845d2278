/** Format v1 of the evidence bundle: its entries, what each of them holds, and how it is written. docs/evidence.md says it in words. */
import canonicalize from "canonicalize";
import * as z from "zod";
import { fileForm, fileTypes, type FileType } from "../gdpr/attached";
import { hash, reference } from "../gdpr/facts";
import { actions, type Plan } from "../gdpr/plan-value";
import { rights, type Right } from "../gdpr/right";
import type { Letter } from "../letters/letter";

export const format = "rightful-bundle-v1";

/** The entries by what they are, in their order in the container; letters and files follow, in the order of their events. */
export const names = {
  manifest: "manifest.json",
  signature: "manifest.sig",
  events: "events.jsonl",
  approvals: "approvals.json",
  log: "log.json",
  plan: "plan.json",
  html: "report.html",
  pdf: "report.pdf",
  opening: "opening.json",
} as const;
/** A letter as text, named after the event that carries its commitment. */
export const letterName = (seq: number, kind: string): string => `letters/${seq}-${kind}.txt`;
/** A file that came with the request, named after the event and its place in the payload. */
export const fileName = (seq: number, no: number, type: FileType): string =>
  `files/${seq}-${no}.${fileForm[type].ending}`;
/** More events than any request has: a longer chain is not read. */
export const mostEvents = 100_000;

/** Of so many events, the first ones, a bundle proves the place in the log. */
export const mostProved = 10_000;

/** Of so many checkpoints in earlier letters, the first ones, a bundle proves that the log continues them. */
export const mostEarlier = 100;

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const id = z.string().regex(/^[0-9a-f]{32}$/);

export const manifestSchema = z.strictObject({
  format: z.literal(format),
  reference,
  /** Hash of the last event, which is the export itself. */
  head: hash,
  events: count,
  /** Whether it comes from a database made for demonstrations, whose clock may have been moved. */
  demo: z.boolean(),
  /** Whether letters and openings are inside. */
  personal: z.boolean(),
  /** Whether the key of the request's file was destroyed: plan, letters and openings can then no longer be given. */
  shredded: z.boolean(),
  madeAt: instant,
  /** Every other entry but the signature, which is over this one, in the order of the container. */
  entries: z.array(z.strictObject({ name: z.string(), bytes: count, sha256: hash })).max(200),
});
export type Manifest = z.output<typeof manifestSchema>;

export const approvalsSchema = z.array(
  z.strictObject({
    kind: z.enum(["approval", "second", "opinion"]),
    /** The hash of the plan that was shown. */
    plan: hash,
    /** The actor's id in this request's events. */
    by: id,
    at: instant,
  }),
);
export type Approval = z.output<typeof approvalsSchema>[number];

export const logSchema = z.strictObject({
  /** A signed note (C2SP): the checkpoint that the proofs lead to. */
  checkpoint: z.string().max(10_000),
  /** For each event from the first on: its place in the log and the hashes beside its way up (RFC 6962, 2.1.1). */
  entries: z.array(z.strictObject({ index: count, path: z.array(hash).max(64) })).max(mostProved),
  /** Checkpoints that left the house before in letters of this request, oldest first, and that this one continues them (RFC 6962, 2.1.2). */
  earlier: z
    .array(z.strictObject({ checkpoint: z.string().max(10_000), proof: z.array(hash).max(128) }))
    .max(mostEarlier),
});
export type LogProofs = z.output<typeof logSchema>;

const word = z.string().max(200);
const decision = z.strictObject({
  source: word,
  category: word,
  action: z.enum(actions),
  mode: z.enum(["retention-lock", "art18"]).nullable(),
  ground: word.nullable(),
  rule: word.nullable(),
  norm: word.nullable(),
  until: word.nullable(),
  count: count.nullable(),
  list: hash.nullable(),
});
export const planSchema: z.ZodType<Plan> = z.strictObject({
  v: z.literal(1),
  request: reference,
  right: z.enum(Object.keys(rights) as [Right, ...Right[]]),
  policy: word,
  decisions: z.array(decision),
});

export const openingSchema = z.array(
  z.strictObject({
    /** The event whose `commit` is opened. */
    seq: count,
    /** The key of the HMAC, hex: 32 bytes of the request, then 32 of this payload. */
    salt: z.string().regex(/^[0-9a-f]{128}$/),
    payload: z.unknown(),
  }),
);
export type Opening = z.output<typeof openingSchema>[number];

const text = z.string();
/** As much of a letter as its text is made of. */
export const letterSchema: z.ZodType<Pick<Letter, "title" | "blocks"> & { kind: string }> = z.object({
  kind: z.string().regex(/^[a-z-]{1,40}$/),
  title: text,
  blocks: z.array(
    z.union([
      z.strictObject({ heading: text }),
      z.strictObject({ text }),
      z.strictObject({ list: z.array(text) }),
      z.strictObject({ table: z.strictObject({ head: z.array(text), rows: z.array(z.array(text)) }) }),
    ]),
  ),
});

/** A payload that names files: each is an entry beside it. */
export const filesSchema = z.strictObject({
  files: z.array(z.object({ type: z.enum(fileTypes), bytes: count, sha256: hash })).max(100),
});

/** The content of a JSON entry: the canonical form (RFC 8785) and a line feed. */
export function jsonEntry(value: unknown): Buffer {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("no JSON value");
  return Buffer.from(`${text}\n`);
}
