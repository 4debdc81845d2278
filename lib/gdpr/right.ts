/**
 * The rights of Chapter III that a request can exercise, with the article each rests on.
 *
 * Access and portability hand out a copy, so they go before erasure and rectification.
 */
export const rights = {
  access: { article: "15", plan: true },
  rectification: { article: "16", plan: true },
  erasure: { article: "17", plan: true },
  restriction: { article: "18", plan: true },
  portability: { article: "20", plan: true },
  objection: { article: "21", plan: false },
  withdrawal: { article: "7(3)", plan: false },
} as const;

export type Right = keyof typeof rights;

/** The rights that a person can exercise in the portal today; the others are taken by hand. */
export const offered: readonly Right[] = ["access", "erasure", "objection", "withdrawal"];
