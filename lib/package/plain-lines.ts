/**
 * Lines of a CSV (RFC 4180) straight from the JSON (RFC 8259) of records, where both spell every value alike: strings
 * without anything to escape or to neutralise, whole numbers, `true` and `false`, and `null`, which is an empty cell. Taking a
 * million records apart and putting them together again would cost more than everything else in a copy.
 */
import type { RecordPage } from "../sources/source";

/** Records as they stand in the JSON of a copy: members of an array, between them a comma and a line feed. */
export function members(source: string, { part, records }: RecordPage): string {
  const head = `{"source":${JSON.stringify(source)},"part":${JSON.stringify(part)},"key":`;
  const next = `},\n${head}`;
  const pieces: string[] = [];
  for (const { key, json } of records)
    pieces.push(pieces.length === 0 ? head : next, JSON.stringify(key), ',"values":', json);
  return pieces.length === 0 ? "" : `${pieces.join("")}}`;
}

/**
 * Anything that the two may spell differently: an escaped sign, a control character, a blank or what begins a formula at the
 * start of a string, a blank after one, and behind a name something else than a string, a whole number that every program
 * holds exactly, or a word. In JSON without a backslash a quotation mark only ever opens or closes a string, and only a name
 * is followed by a colon.
 */
const differing =
  /[\\\u007f-\u009f]|"(?:[\s=+\-@\uff1d\uff0b\uff0d\uff20]|:(?<!,"values":)(?!"|(?:null|true|false|0|-?[1-9]\d{0,14})[,}]))/;

/**
 * For the `members` of objects with exactly these names in this order: gives their lines, each with `missing` at its end,
 * or null when the records have to be taken apart.
 */
export function plainLines(columns: readonly string[]): (text: string, missing: string) => string | null {
  // A column of the name under which all values stand could hide another object.
  if (columns.length === 0 || columns.includes("values")) return () => null;
  const names = ["part", "key", ...columns].map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  const named = new RegExp(String.raw`(?:,"values":\{|,)"(?:${names.join("|")})":(?:null)?`, "g");
  const [first, next] = ['{"source":', '}},\n{"source":'];
  return (text, missing) => {
    if (!text.startsWith(first) || differing.test(text)) return null;
    const lines = text.slice(first.length, -2).replaceAll(next, `${missing}\r\n`);
    return `${lines.replace(named, ",")}${missing}\r\n`;
  };
}
