/**
 * Records from their JSON, for reading. A number that JavaScript does not hold exactly (an id of 19 digits, an amount of a
 * bank) would be another one on the page than in the file, so it is kept as it is spelled.
 */
import { randomUUID } from "node:crypto";

/** Marks such a number among texts; no record knows it. */
const mark = `\ue000${randomUUID()}:`;
const mayBeLong = /[:,[]\s*-?\d[\d.eE+-]{15}/;
/** A string stays what it is: it is matched so that the digits in it are not. */
const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]{15,}/g;

/** What `text` says, long numbers as marked texts. Throws on what is no JSON. */
export function parsedExactly(text: string): unknown {
  if (!mayBeLong.test(text)) return JSON.parse(text);
  return JSON.parse(
    text.replace(token, (found) => (found.startsWith('"') ? found : JSON.stringify(`${mark}${found}`))),
  );
}

/** The number as it is spelled, null for what is none of these. */
export const longNumberIn = (value: unknown): string | null =>
  typeof value === "string" && value.startsWith(mark) ? value.slice(mark.length) : null;
