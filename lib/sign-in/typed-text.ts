/**
 * What is kept of a text that somebody typed or pasted. Everything that a person can see stays as it is, in its own writing
 * direction, case and Unicode form. What nobody can see and nothing can store is not part of it.
 */

/** Line breaks of every kind: browsers send two characters for one, word processors paste their own. */
const lineBreak = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
/** Control characters of C0 and C1, tab and line feed aside: PostgreSQL takes no NUL, and a terminal obeys the others. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const control = /[\0-\x08\x0e-\x1f\x7f-\x9f]/g;
/** One unit of a character that needs two. */
const halfOfOne = /\p{Cs}/gu;
/** Spaces, marks of direction, joiners, fillers: alone they are an empty answer. */
const nothingSeen = /^[\s\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * The text as it is read and stored: one line feed for every line break, no control characters, U+FFFD for half of a character,
 * and nothing at all where nothing could be seen.
 */
export function readable(text: string): string {
  const plain = text.replace(lineBreak, "\n").replace(control, "").replace(halfOfOne, "\ufffd");
  return nothingSeen.test(plain) ? "" : plain;
}
