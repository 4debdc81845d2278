/**
 * When two spellings are one name: case, accents, white space and the order of given and family name do not count,
 * and "Müller" is also "Mueller". Nothing looser: a short form is another name until a reviewer says otherwise.
 */

/** Whether `name` agrees with one of `known`. */
export function agrees(name: string, known: readonly string[]): boolean {
  const spellings = spelled(name);
  return known.some((other) => spelled(other).some((spelling) => spellings.includes(spelling)));
}

/** How many different people the names can mean. Names that agree with one of `known` are one person. */
export function people(names: readonly string[], known: readonly string[]): number {
  const strangers: string[] = [];
  let own = 0;
  for (const name of names) {
    if (spelled(name).length === 0) continue;
    if (agrees(name, known)) own = 1;
    else if (!agrees(name, strangers)) strangers.push(name);
  }
  return own + strangers.length;
}

const umlauts: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe", æ: "ae", œ: "oe" };

/** The spellings a name is compared by; none for a name without letters. */
function spelled(name: string): string[] {
  const lower = name.normalize("NFC").toLowerCase().replaceAll("ß", "ss");
  const long = lower.replace(/[äöüåøæœ]/g, (letter) => umlauts[letter] ?? letter);
  return [...new Set([ordered(lower), ordered(long)])].filter((spelling) => spelling !== "");
}

function ordered(name: string): string {
  const bare = name.normalize("NFD").replace(/\p{M}/gu, "");
  return bare
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .toSorted()
    .join(" ");
}
