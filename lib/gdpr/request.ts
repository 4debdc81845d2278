/**
 * Art. 12(3): the life of a request. The moving facts, and which may follow which.
 *
 * The status of a request is its last moving fact; everything else recorded about it is a note.
 */
export const states = [
  "received",
  "identified",
  "planned",
  "approved",
  "fulfilled",
  "delivered",
  "refused",
  "cancelled",
  "not-identified",
] as const;

export type State = (typeof states)[number];

const followers: Record<State, readonly State[]> = {
  received: ["identified", "refused", "cancelled", "not-identified"],
  identified: ["planned", "fulfilled", "refused", "cancelled"],
  planned: ["planned", "approved", "refused", "cancelled"],
  approved: ["planned", "fulfilled", "cancelled"],
  // A copy that was made and never handed out can still be taken back.
  fulfilled: ["delivered", "cancelled"],
  delivered: [],
  refused: [],
  cancelled: [],
  "not-identified": ["received"],
};

/** Whether the moving fact `next` may be recorded for a request in state `now`. */
export function mayFollow(now: State, next: State): boolean {
  return followers[now].includes(next);
}

/** A closed request runs no clock; only `not-identified` can open again (with its old date of receipt). */
export function isClosed(state: State): boolean {
  return ["delivered", "refused", "cancelled", "not-identified"].includes(state);
}

/** What a request waits for, beside its state. */
export type WaitsFor = "person" | "source" | "hold" | "task" | "reviewer";
