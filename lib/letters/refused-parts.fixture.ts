/** What the letter that refuses two parts is composed from. */
import { day } from "../gdpr/day";

export const refusedParts = {
  dueOn: day("2026-12-23"),
  parts: [
    {
      label: "Support tickets",
      count: 2,
      article: "15(4)",
      norm: null,
      until: null,
      facts: "The messages name two other customers on every line.",
      alternative: "You can have the parts that you wrote yourself.",
    },
    {
      label: "Orders",
      count: 1,
      article: "17(3)(e)",
      norm: "§ 195 BGB; 12 O 345/26",
      until: day("2028-06-30"),
      facts: "A law suit about this order is under way.",
      alternative: "Nobody uses the order for anything else.",
    },
  ],
};
