/**
 * Format v1 of the person's own proof (docs/evidence.md): the events whose commitments can be opened, what opens them, the lists of
 * what was erased, and where the events stand in the log. Unlike the bundle it holds no chain: what the house noted beside
 * the answer is not in it.
 */
import * as z from "zod";
import { hash, reference } from "../gdpr/facts";

export const proofFormat = "rightful-proof-v1";

/** Entries in their order: `lists/…` in the order of their decisions, letters in that of their events. */
export const proofNames = {
  manifest: "manifest.json",
  events: "events.jsonl",
  log: "log.json",
  opening: "opening.json",
  receipt: "receipt.pdf",
} as const;
/** The closed list of a decision of the plan, counted from 0: the lines that `list` in the plan commits to. */
export const listName = (decision: number): string => `lists/${decision}.jsonl`;

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const proofManifestSchema = z.strictObject({
  format: z.literal(proofFormat),
  reference,
  events: count,
  /** Whether it comes from a database made for demonstrations, whose clock may have been moved. */
  demo: z.boolean(),
  madeAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  /** Every other entry, in the order of the container. */
  entries: z.array(z.strictObject({ name: z.string(), bytes: count, sha256: hash })).max(200),
});
export type ProofManifest = z.output<typeof proofManifestSchema>;
