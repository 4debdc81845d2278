/**
 * The results of an access or portability order. The specification leaves their form open (1); read are an array of JSON
 * objects and objects line by line, one record in memory at a time.
 */
import { SourceUnreachable } from "../source";

/** A record longer than this is none that a person could read. */
const longestRecord = 16 * 1_048_576;

/** The objects of a stream. Throws `SourceUnreachable` for anything else, and when the last one is cut. */
export async function* objectsIn(source: string, body: AsyncIterable<Buffer>): AsyncGenerator<Record<string, unknown>> {
  const unusable = () => new SourceUnreachable(source, null, "unexpected-answer");
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const cut = cutter();
  const parsed = (text: string): Record<string, unknown> => {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw unusable();
    return value as Record<string, unknown>;
  };
  try {
    for await (const chunk of body)
      for (const text of cut.add(decoder.decode(chunk, { stream: true }))) yield parsed(text);
    if (decoder.decode() !== "" || !cut.isWhole()) throw unusable();
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError || cause instanceof NotThis) throw unusable();
    throw cause;
  }
}

class NotThis extends Error {}

/** Cuts a text into its outermost objects, wherever a chunk ends. */
function cutter() {
  let [pending, at, depth] = ["", 0, 0];
  let [inText, escaped] = [false, false];
  let list: "unknown" | "lines" | "open" | "closed" = "unknown";

  function between(sign: string): void {
    if (sign === "{" && list !== "closed") {
      [pending, at, depth] = [pending.slice(at), 0, 1];
      if (list === "unknown") list = "lines";
    } else if (sign === "[" && list === "unknown") list = "open";
    else if (sign === "]" && list === "open") list = "closed";
    else if (!(/\s/.test(sign) || (sign === "," && list === "open"))) throw new NotThis();
  }

  /** Whether this sign ends an object. */
  function ends(sign: string): boolean {
    if (escaped) escaped = false;
    else if (inText && sign === "\\") escaped = true;
    else if (sign === '"') inText = !inText;
    else if (!inText && (sign === "{" || sign === "[")) depth += 1;
    else if (!inText && (sign === "}" || sign === "]")) depth -= 1;
    return depth === 0;
  }

  return {
    *add(text: string): Generator<string> {
      pending += text;
      for (; at < pending.length; at += 1) {
        const sign = pending[at] as string;
        if (depth === 0) between(sign);
        else if (ends(sign)) {
          yield pending.slice(0, at + 1);
          [pending, at] = [pending.slice(at + 1), -1];
        }
      }
      if (depth === 0) [pending, at] = ["", 0];
      if (pending.length > longestRecord) throw new NotThis();
    },
    isWhole: (): boolean => depth === 0 && list !== "open",
  };
}
