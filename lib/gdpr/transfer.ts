/**
 * Art. 20(2): data sent straight to another controller that the person named. What an answer means, and when it is asked again:
 * what may have arrived is never told as if it had not, and what nobody knows is a question for a person.
 */
import type { Day } from "./day";

/**
 * named: the person said where to; confirmed: they pressed, it waits or is tried again; sending: an attempt is under way.
 * lapsed: never confirmed, or its request ended first.
 */
export const transferStates = [
  "named",
  "confirmed",
  "sending",
  "accepted",
  "refused",
  "unreachable",
  "unknown",
  "cancelled",
  "lapsed",
] as const;
export type TransferState = (typeof transferStates)[number];

/** How sending can end. */
export const transferOutcomes = ["accepted", "refused", "unreachable", "unknown"] as const;
export type TransferOutcome = (typeof transferOutcomes)[number];

/** Why there was no answer: in words that say nothing about the network they were asked from. */
export type Silence = "no-address" | "certificate" | "no-connection" | "too-slow";

/** What came of one attempt. `sent`: bytes of the file have left. */
export type Attempt =
  | { kind: "answered"; status: number; sent: boolean; waitSeconds: number | null }
  | { kind: "silent"; why: Silence; sent: boolean };

/** Answers after which the same request may do better (RFC 9110, RFC 6585, RFC 8470); every other refusal is one for good. */
const passing = [408, 425, 429, 500, 502, 503, 504, 507];
/** Somebody between answered: the server behind may have taken it. */
const between = [502, 504];

/** Seconds until the next attempt, by how many there were. */
const pauses = [10, 60, 300, 1_800, 7_200];
const longestPause = 14_400;

type Sending = {
  /** Attempts so far, this one included. */
  attempts: number;
  /** Whether an earlier attempt may have arrived. */
  inDoubt: boolean;
  now: Date;
  /** No attempt begins after it. */
  until: Date;
};

export type Next = { end: TransferOutcome; inDoubt: boolean } | { end: null; inDoubt: boolean; at: Date };

/** What follows from an attempt. The same bytes under the same key may be sent again: whoever took them once knows them. */
export function afterAttempt(attempt: Attempt, { attempts, inDoubt: before, now, until }: Sending): Next {
  if (attempt.kind === "answered" && attempt.status >= 200 && attempt.status < 300)
    return { end: "accepted", inDoubt: false };
  const inDoubt = before || mayHaveArrived(attempt);
  const lost: TransferOutcome = inDoubt ? "unknown" : attempt.kind === "answered" ? "refused" : "unreachable";
  if (!mayPass(attempt)) return { end: lost, inDoubt };
  const asked = attempt.kind === "answered" ? (attempt.waitSeconds ?? 0) : 0;
  const seconds = Math.max(pauses[attempts - 1] ?? longestPause, asked);
  const at = new Date(now.getTime() + seconds * 1_000);
  return at > until ? { end: lost, inDoubt } : { end: null, inDoubt, at };
}

function mayHaveArrived(attempt: Attempt): boolean {
  if (!attempt.sent) return false;
  return attempt.kind === "silent" || between.includes(attempt.status);
}

const mayPass = (attempt: Attempt): boolean =>
  attempt.kind === "answered" ? passing.includes(attempt.status) : attempt.why !== "certificate";

/** Days before the date at which nothing is tried any more, so that the answer says what came of it in time (Art. 12(3)). */
export const daysToTell = 2;

/** Hours for which a person may think about a transfer that they named; then the answer goes without it. */
export const hoursToConfirm = 1;

type Waiting = { state: TransferState; namedAt: Date; now: Date; today: Day; dueOn: Day };

/** Whether the answer to the request still waits for what becomes of the transfer. Never beyond the date (Art. 12(3)). */
export function holdsAnswer({ state, namedAt, now, today, dueOn }: Waiting): boolean {
  if (today >= dueOn) return false;
  switch (state) {
    case "named":
      return now.getTime() - namedAt.getTime() < hoursToConfirm * 3_600_000;
    case "confirmed":
    case "sending":
    case "unknown":
      return true;
    case "accepted":
    case "refused":
    case "unreachable":
    case "cancelled":
    case "lapsed":
      return false;
    default:
      return state satisfies never;
  }
}
