import type { State } from "./request";
import type { Right } from "./right";

/** Tasks that a recorded decision settles; no answer in words does, so they cannot be ticked off by hand. */
export const decidedTasks = [
  "second-refusal",
  "stopped",
  "exceptions",
  "decide-again",
  "answer-by-hand",
  "legal-refusal",
  "second-look",
  "release-again",
  "message",
  "transfer-unknown",
] as const;

/** Rights whose task by hand has a day from which it holds there, which the person is told. */
const heldFrom: readonly string[] = ["objection", "withdrawal", "restriction"];

export const holdsFromDay = (kind: string): boolean => heldFrom.includes(rightOfTask(kind) ?? "");

export const isDecided = (kind: string): boolean => (decidedTasks as readonly string[]).includes(kind);

/** What no system does by itself: by the right, in a system that only people reach. */
const byHand = ["access", "rectification", "erasure", "restriction", "portability", "objection", "withdrawal"] as const;

/** The right that a task in a system by hand serves; null for other tasks. */
export const rightOfTask = (kind: string): (typeof byHand)[number] | null =>
  byHand.find((right) => kind === handTask(right, false) || kind === handTask(right, true)) ?? null;

/**
 * The kind of a task in a system by hand. One about data that are told of only after a review (`veiled`) has a name of its
 * own, which no page and no letter of the person looks for, and which the database does not let them read.
 */
export const handTask = (right: Right, veiled: boolean): string => `${right}-by-hand${veiled ? "-reviewed" : ""}`;

/** Art. 15, 20: what is found there belongs to a copy that was answered before: the person gets it in a letter of its own. */
export const tellsFound = (kind: string, state: State): boolean =>
  [handTask("access", false), handTask("portability", false)].includes(kind) &&
  (state === "fulfilled" || state === "delivered");

/** The answer of a task by hand that ended without being done, because its request did. */
export const neverDone = "ended";

/** Every kind of task that a step opens. */
export const taskKinds: readonly string[] = [
  ...decidedTasks,
  ...byHand.flatMap((right) => [handTask(right, false), handTask(right, true)]),
  "held-back",
  "source-late",
  "wrong-person",
  "correction-document",
  "statement-by-hand",
  "post-letter",
  "mail-bounced",
  "mail-delayed",
  "copy-first",
  ...["tell-recipient", "tell-lifted"].flatMap((kind) => [kind, `${kind}-reviewed`]),
  "recipient-silent",
  "lifted-silent",
];
