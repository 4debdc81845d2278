/** Tasks that a recorded decision settles; no answer in words does, so they cannot be ticked off by hand. */
export const decidedTasks = [
  "second-refusal",
  "stopped",
  "exceptions",
  "weigh",
  "decide-again",
  "answer-by-hand",
  "legal-refusal",
] as const;

export const isDecided = (kind: string): boolean => (decidedTasks as readonly string[]).includes(kind);
