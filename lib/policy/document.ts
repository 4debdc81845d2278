/** The text of a policy file: its value, and the line on which each of its keys stands. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from "yaml";
import type { Finding, Problem } from "./problem";

export type PolicyDocument = {
  value: unknown;
  /** What is wrong with the text itself: no YAML, or a key twice. */
  problems: Problem[];
  /** Puts findings on their lines, in the order of the file. */
  place(findings: readonly Finding[]): Problem[];
};

/** Reads a text as YAML 1.2. */
export function policyDocument(text: string): PolicyDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const wrong = [...document.errors.map((error) => ({ at: error.pos[0], message: syntax(error) })), ...lost(document)];
  return {
    value: wrong.length ? null : document.toJS({ maxAliasCount: 10_000 }),
    problems: wrong.map(({ at, message }) => ({
      line: lineAt(at),
      path: pathTo(document.contents, at).join("."),
      message,
    })),
    place: (findings) =>
      findings
        .map(({ at, message }) => ({ line: lineAt(offsetOf(document.contents, at)), path: at.join("."), message }))
        .toSorted((one, other) => one.line - other.line),
  };

  /** Where the last key of the path that exists begins. */
  function offsetOf(root: Node | null, at: readonly (string | number)[]): number {
    let offset = 0;
    let node: unknown = root;
    for (const step of at) {
      if (isAlias(node)) node = node.resolve(document);
      if (isSeq(node)) {
        node = node.items[Number(step)];
        offset = (node as Node | undefined)?.range?.[0] ?? offset;
      } else if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
        if (!pair) return offset;
        offset = (pair.key as Node).range?.[0] ?? offset;
        node = pair.value;
      } else return offset;
    }
    return offset;
  }
}

/** Aliases (`*name`) whose anchor (`&name`) stands nowhere above. One walk: resolving each alias would be one for each. */
function lost(document: Document): { at: number; message: string }[] {
  const above = new Set<string>();
  const found: { at: number; message: string }[] = [];
  visit(document, {
    Alias(_, { source, range }) {
      if (above.has(source)) return;
      const message = `Nothing above is marked &${source}: mend the name after *, or put the mark back.`;
      found.push({ at: range?.[0] ?? 0, message });
    },
    Value(_, { anchor }) {
      if (anchor) above.add(anchor);
    },
  });
  return found;
}

/** The keys around a place in the text. */
function pathTo(node: unknown, offset: number): string[] {
  const within = (part: unknown): part is Node => {
    const range = (part as Node | null)?.range;
    return !!range && range[0] <= offset && offset < range[2];
  };
  if (isMap(node))
    for (const { key, value } of node.items)
      if (within(key) || within(value)) return [isScalar(key) ? String(key.value) : "", ...pathTo(value, offset)];
  if (isSeq(node)) {
    const index = node.items.findIndex(within);
    if (index >= 0) return [String(index), ...pathTo(node.items[index], offset)];
  }
  return [];
}

function syntax(error: { code: string; message: string }): string {
  if (error.code === "DUPLICATE_KEY") return "This key stands here twice: rename or remove one of the two.";
  return `This is no YAML: ${error.message}. Mend the text at this place.`;
}
