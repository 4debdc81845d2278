/** One line of a log as every format gives it. Texts are Latin-1, a byte for a letter, so that no byte is lost. */
import type { Log } from "../../policy/kinds/files";

export type Line = {
  /** The time of the request, in microseconds since 1970. */
  at: number;
  /** The account that made it, as the web server confirmed it; null for nobody known. */
  account: string | null;
  /** What a person reads, JSON-safe. */
  values(): Record<string, unknown>;
  /** The line without what leads to a person. Shortening twice gives the same. */
  shortened(): string;
  /** The line without the account. */
  unlinked(): string;
};

/** Reads one line, without its end; null for what is no line of this format. */
export type Format = (text: string) => Line | null;

export type Fields = Pick<Log, "at" | "account" | "addresses" | "urls" | "drop">;

/** Bytes that were kept as Latin-1, as the text they mean. */
export const readable = (latin1: string): string => Buffer.from(latin1, "latin1").toString("utf8");

/** The address of a page without query and fragment. */
export const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, "");
