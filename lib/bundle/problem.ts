import type { ProblemCode } from "../gdpr/evidence";
import type { ContainerProblem } from "./container";

export type BundleCode =
  | ProblemCode
  | ContainerProblem
  /** An entry that the manifest or the format asks for is not there; one is there that they do not know. */
  | "missing-entry"
  | "foreign-entry"
  | "wrong-order"
  | "wrong-digest"
  /** The manifest's head, number of events or time is not that of the chain. */
  | "wrong-head"
  | "wrong-count"
  | "not-the-export"
  /** A fact names another plan than the one that was made or approved before it. */
  | "other-plan"
  /** The plan in the bundle is not the one that the events tell of. */
  | "plan-differs"
  | "unknown-approval"
  | "missing-approval"
  /** An opening does not open the commitment of its event. */
  | "wrong-opening"
  | "letter-differs"
  | "file-differs"
  /** A list has other lines than the plan commits to. */
  | "list-differs"
  /** The head that was given from elsewhere is not in the chain. */
  | "other-head"
  /** An event is not where the log has it; the checkpoint is none; no key that was given signed it. */
  | "wrong-proof"
  | "bad-checkpoint"
  /** An earlier checkpoint is none, is not in its order, or the log does not continue it. */
  | "wrong-earlier"
  /** The checkpoint that was given contradicts the log; the bundle says nothing of it. */
  | "other-checkpoint"
  | "unknown-checkpoint"
  /** The copy that was given was never packed by this request; it was packed, and never delivered. */
  | "other-copy"
  | "copy-not-delivered"
  | "not-signed"
  /** A key was given and the manifest is not signed; what stands there is no signature of this manifest. */
  | "no-signature"
  | "bad-signature";

/** `file` is an entry, or `container`; `line` counts from 1 in events.jsonl and is 0 where the whole file is meant. */
export type BundleProblem = { file: string; line: number; code: BundleCode };
export type Report = (file: string, line: number, code: BundleCode) => void;
