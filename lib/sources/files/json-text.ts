/**
 * Changing members of a JSON object in its text (RFC 8259), so that everything else stays as it was written: numbers
 * beyond 2^53, names that come twice, and bytes. Expects text that `JSON.parse` takes.
 */

/** What becomes of a member: another text, no member at all (null), or the same (undefined). */
export type Edit = (value: unknown) => string | null | undefined;

type Member = { from: number; name: string; value: number; end: number };

/** The object's text with the edits made, by the members' paths (`request.remote_ip`). */
export function editedJson(text: string, edits: ReadonlyMap<string, Edit>): string {
  return edited(text.trim(), edits, "") ?? text;
}

/** Null when nothing changed. */
function edited(text: string, edits: ReadonlyMap<string, Edit>, prefix: string): string | null {
  let changed = false;
  const kept: string[] = [];
  for (const { from, name, value, end } of members(text)) {
    const path = prefix + name;
    const own = text.slice(value, end);
    const edit = edits.get(path);
    const inner = own.startsWith("{") && leadsOn(edits, path) ? edited(own, edits, `${path}.`) : null;
    const now = edit ? edit(JSON.parse(own)) : (inner ?? undefined);
    if (now !== undefined) changed = true;
    if (now !== null) kept.push(text.slice(from, value) + (now ?? own));
  }
  return changed ? `{${kept.join(",")}}` : null;
}

const leadsOn = (edits: ReadonlyMap<string, Edit>, path: string): boolean =>
  [...edits.keys()].some((each) => each.startsWith(`${path}.`));

const string = /"(?:[^"\\]|\\.)*"/y;
const scalar = /[^,\]}\s]+/y;
const space = /\s*/y;

function* members(text: string): Generator<Member> {
  let at = past(space, text, 1);
  while (text[at] === '"') {
    const from = at;
    at = past(string, text, at);
    const name = JSON.parse(text.slice(from, at)) as string;
    at = past(space, text, past(space, text, at) + 1);
    const value = at;
    at = afterValue(text, at);
    yield { from, name, value, end: at };
    at = past(space, text, at);
    if (text[at] === ",") at = past(space, text, at + 1);
  }
}

function afterValue(text: string, from: number): number {
  if (text[from] === '"') return past(string, text, from);
  if (text[from] !== "{" && text[from] !== "[") return past(scalar, text, from);
  let [at, depth] = [from, 0];
  do {
    const letter = text[at];
    if (letter === '"') {
      at = past(string, text, at);
      continue;
    }
    if (letter === "{" || letter === "[") depth += 1;
    if (letter === "}" || letter === "]") depth -= 1;
    at += 1;
  } while (depth > 0);
  return at;
}

function past(what: RegExp, text: string, from: number): number {
  what.lastIndex = from;
  return what.test(text) ? what.lastIndex : from;
}
