/** Reading a JSON entry that an attacker may have written: small in depth, canonical to the byte, of one shape. */
import canonicalize from "canonicalize";
import type * as z from "zod";
import type { Entry } from "./container";
import type { Report } from "./problem";

const deepest = 64;

/** The value, or undefined with the problem reported. Never throws. */
export function jsonOf<Value>({ name, bytes }: Entry, schema: z.ZodType<Value>, report: Report): Value | undefined {
  const value = isShallow(bytes) ? parsed(bytes.toString("utf8")) : undefined;
  if (value === undefined) return void report(name, 0, "not-json");
  const text = canonicalText(value);
  // Compared as bytes: text that is no UTF-8 is not canonical either.
  if (text === undefined || !Buffer.from(text).equals(bytes)) report(name, 0, "not-canonical");
  // What has no canonical form has no commitment that anybody could check.
  if (text === undefined) return undefined;
  const { data, success } = schema.safeParse(value);
  if (!success) return void report(name, 0, "bad-shape");
  return data;
}

/** Whether no line nests deeper than any entry of ours: a parser may need memory or stack for each level. */
export function isShallow(bytes: Buffer): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === 0x0a) {
      depth = 0;
      inText = false;
    } else if (inText) {
      if (byte === 0x5c && bytes[i + 1] !== 0x0a) i++;
      else if (byte === 0x22) inText = false;
    } else if (byte === 0x22) inText = true;
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > deepest) return false;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return true;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The canonical form and its line feed; undefined for what has none: nesting without end. */
function canonicalText(value: unknown): string | undefined {
  try {
    return `${canonicalize(value)}\n`;
  } catch {
    return undefined;
  }
}
