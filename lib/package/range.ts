/** RFC 9110, 14: one range of bytes, whose unit is spelled in any case. Several ranges at once are answered by the whole. */
export type Range = { start: number; end: number };

/**
 * The range that a `Range` header asks of a body of `length` bytes, `end` exclusive. null: none was asked for, or in a
 * way that is answered by the whole; "unsatisfiable": 416.
 */
export function parseRange(header: string | null, length: number): Range | null | "unsatisfiable" {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return null;
  if (first === "") {
    const wanted = Math.min(Number(last), length);
    return wanted === 0 ? "unsatisfiable" : { start: length - wanted, end: length };
  }
  const start = Number(first);
  const end = last === "" ? length : Math.min(Number(last) + 1, length);
  if (last !== "" && Number(last) < start) return null;
  return start >= length ? "unsatisfiable" : { start, end };
}
