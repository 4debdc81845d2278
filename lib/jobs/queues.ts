/**
 * The queues of pg-boss. A job carries ids only: it is a wake-up call, the tables hold the truth, and the tick
 * of the worker finds whatever a lost call left behind.
 */
export const queues = [
  { name: "advance" },
  { name: "mail" },
  { name: "duty" },
  { name: "evidence" },
  { name: "surge" },
] as const;

export type Queue = (typeof queues)[number]["name"];
