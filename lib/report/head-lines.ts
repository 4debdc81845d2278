/** The company above a document: its name, how it is reached, and what a business letter has to name, line by line. */
import type { LetterHead } from "../letters/letter";

export const headLines = ({ name, address, contact, facts }: LetterHead): string[] => [
  name,
  [...address, ...contact].join(" · "),
  ...(facts.length > 0 ? [facts.join(" · ")] : []),
];
