/** What a look at the whole log can find. */
import type { ProblemCode } from "../../gdpr/evidence";

export const logCodes = [
  /** The stored state, or the head, of a request is not what its events say. */
  "wrong-state",
  "wrong-head",
  /** What ran, or was approved, is another plan than the one before it. */
  "other-plan",
  /** A download without its line at the gate, or a line at the gate without its event; a file read without a grant. */
  "no-gate",
  /** An event that has no place in the log and does not wait for one; a place with another event, or with none. */
  "not-in-log",
  "other-entry",
  "entry-without-event",
  /** The log has a gap; a node is not the hash of what lies under it, or is missing. */
  "log-gap",
  "wrong-node",
  /** A signed checkpoint says something else of the log; it is unreadable; no key that was given signed it. */
  "wrong-root",
  "no-checkpoint",
  "not-signed",
  /** A checkpoint from elsewhere is of another log, or longer than this one. */
  "other-log",
  "beyond-the-log",
] as const;

/** `where` is a reference, `system`, a checkpoint or a node; `line` counts the events of a chain from 1, else 0. */
export type Finding = { where: string; line: number; code: ProblemCode | (typeof logCodes)[number] };

/** So many findings are told; a log that is wrong everywhere needs no longer list. */
export const mostFindings = 1_000;
