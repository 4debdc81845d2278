/** Commands as RFC 9051 section 9 writes them: atoms, strings, lists. */

export type Token = string | Token[];

/** Strings keep a mark, so that a text is never taken for a word of the protocol. */
const piece = /\s*(?:"((?:[^"\\]|\\.)*)"|([()])|((?:[^\s()"[]|\[[^\]]*\])+))/y;

/** The tokens of a line in which literals already stand as quoted strings. */
export function tokens(line: string): Token[] {
  const stack: Token[][] = [[]];
  piece.lastIndex = 0;
  for (let found = piece.exec(line); found; found = piece.exec(line)) {
    const [, text, bracket, atom] = found;
    const list = stack.at(-1) as Token[];
    if (bracket === "(") {
      const inner: Token[] = [];
      list.push(inner);
      stack.push(inner);
    } else if (bracket === ")") stack.pop();
    else list.push(text === undefined ? (atom ?? "") : text.replace(/\\(.)/g, "$1"));
  }
  return stack[0] ?? [];
}

export const asQuoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** Whether a number is in a sequence set: `1:3,7,9:*`. */
export function inSet(set: string, number: number, highest: number): boolean {
  return set.split(",").some((range) => {
    const [from = 0, to = from] = range.split(":").map((end) => (end === "*" ? highest : Number(end)));
    return Math.min(from, to) <= number && number <= Math.max(from, to);
  });
}
