/**
 * Art. 18, 21(3): a mailing list before it is used: which of its addresses must be left out. Nothing of the list is stored
 * or logged. The answer comes whole or not at all: half of it would read like a yes to the rest.
 */
import * as z from "zod";
import { mayUse, type RegistryQuestion } from "../may-use";
import { listLimits, type Use } from "./contract";

/** Where a list is wrong, by its line; never what stands there. */
export type Unfit = { line: number; why: "no-address" | "no-instant" | "too-long" | "too-many" };
/** All of them, or where the list is wrong. */
export type Filtered = { ok: true; value: string[] } | { ok: false; at: Unfit };
type Line = { text: string; email: string; consentAt?: string };

/** Addresses in one statement. */
const atOnce = 2_000;
const instant = z.iso.datetime({ offset: true });

/**
 * The lines of which the use is not allowed, as they were sent. A line is an address, or an address, a comma and the
 * instant at which the consent was given on which the use rests.
 */
export async function notAllowed(
  lines: AsyncIterable<string>,
  use: Use,
  { most = listLimits.lines }: { most?: number } = {},
): Promise<Filtered> {
  const found: string[] = [];
  let some: Line[] = [];
  let at = 0;
  for await (const text of lines) {
    at += 1;
    if (at > most) return { ok: false, at: { line: at, why: "too-many" } };
    if (text.trim() === "") continue;
    const line = read(text);
    if (typeof line === "string") return { ok: false, at: { line: at, why: line } };
    some.push(line);
    if (some.length < atOnce) continue;
    found.push(...(await blocked(some, use)));
    some = [];
  }
  found.push(...(await blocked(some, use)));
  return { ok: true, value: found };
}

function read(text: string): Line | Unfit["why"] {
  if (Buffer.byteLength(text) > listLimits.bytes) return "too-long";
  const [email = "", consentAt, ...more] = text.split(",").map((part) => part.trim());
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || more.length > 0) return "no-address";
  if (consentAt === undefined || consentAt === "") return { text: email, email };
  return instant.safeParse(consentAt).success ? { text: email, email, consentAt } : "no-instant";
}

async function blocked(lines: readonly Line[], { purpose, channel }: Use): Promise<string[]> {
  if (lines.length === 0) return [];
  const questions = lines.map(({ email, consentAt }): RegistryQuestion => {
    return { email, purpose, ...(channel && { channel }), ...(consentAt !== undefined && { consentAt }) };
  });
  const answers = await mayUse(questions);
  return lines.flatMap(({ text }, at) => (answers[at]?.allowed === true ? [] : [text]));
}

/** The lines of a stream of bytes, however it is cut. A line that never ends is given up at its limit. */
export async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let held = "";
  for await (const chunk of body) {
    held += decoder.decode(chunk, { stream: true });
    const parts = held.split(/\r?\n/);
    held = parts.pop() ?? "";
    yield* parts;
    // Longer than any line may be: given as it is, so that it is refused instead of filling the memory.
    if (held.length > listLimits.bytes * 2) return yield held;
  }
  held += decoder.decode();
  if (held !== "") yield held;
}
