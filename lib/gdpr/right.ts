/**
 * The rights that a request can exercise, with the article each rests on.
 *
 * Access and portability hand out a copy, so they go before erasure and rectification. A complaint (Art. 77) goes to an
 * authority and is no request to the controller.
 */
export const rights = {
  access: { article: "15" },
  rectification: { article: "16" },
  erasure: { article: "17" },
  restriction: { article: "18" },
  portability: { article: "20" },
  objection: { article: "21" },
  withdrawal: { article: "7(3)" },
  intervention: { article: "22(3)" },
} as const;

export type Right = keyof typeof rights;

export const rightNames = Object.keys(rights) as [Right, ...Right[]];

/** Whether the answer hands out a copy: what deletes or changes the same data waits for it (plan-and-list 2). */
export const givesCopy = (right: Right): boolean => right === "access" || right === "portability";
