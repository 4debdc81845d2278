/** Values in answers: JSON read without ever quoting it, and what stands at a path. */

/** The JSON of a text, or undefined when it is none: the message of the parser would quote the text. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What stands at a path, undefined when nothing does; without a path the value itself. */
export function valueAt(value: unknown, path: string | undefined): unknown {
  if (path === undefined) return value;
  return path.split(".").reduce<unknown>((inner, key) => {
    if (inner === null || typeof inner !== "object" || !Object.hasOwn(inner, key)) return undefined;
    return (inner as Record<string, unknown>)[key];
  }, value);
}

/** A value as a text that can be compared or sent; null for what is no plain value. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

export type Json = Record<string, unknown>;

export const isJson = (value: unknown): value is Json =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** A copy without what stands at the paths. */
export function without(value: Json, paths: readonly string[]): Json {
  const copy = structuredClone(value);
  for (const path of paths) {
    const keys = path.split(".");
    const last = keys.pop();
    const holder = valueAt(copy, keys.length > 0 ? keys.join(".") : undefined);
    if (isJson(holder) && last !== undefined) delete holder[last];
  }
  return copy;
}

/** An object in which the values stand at their paths. */
export function nested(entries: readonly (readonly [path: string, value: unknown])[]): Json {
  const whole: Json = {};
  for (const [path, value] of entries) {
    const keys = path.split(".");
    const last = keys.pop() ?? path;
    let holder = whole;
    for (const key of keys) {
      const inner = Object.hasOwn(holder, key) && isJson(holder[key]) ? (holder[key] as Json) : {};
      Object.defineProperty(holder, key, { value: inner, enumerable: true, configurable: true, writable: true });
      holder = inner;
    }
    Object.defineProperty(holder, last, { value, enumerable: true, configurable: true, writable: true });
  }
  return whole;
}
