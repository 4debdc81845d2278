/** Changes that somebody could make to a bundle: to its bytes, to its entries, to their lines, and between two bundles. */
import { readContainer, writeContainer, type Entry } from "./container";
import { dice, type Dice } from "./dice.fixture";
import { sha256 } from "./digest";
import { jsonEntry, names } from "./format";

type Change<Value> = (value: Value, roll: Dice, other: Value) => Value;

const cut = (bytes: Buffer, from: number, to: number, put: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)]);

/** Changes of bytes, of a whole bundle or of one entry. */
const byBytes: Record<string, Change<Buffer>> = {
  "a bit turned": (bytes, roll) => {
    const copy = Buffer.from(bytes);
    const at = roll.below(copy.length);
    if (copy.length > 0) copy[at] = (copy[at] ?? 0) ^ (1 << roll.below(8));
    return copy;
  },
  "bytes cut out": (bytes, roll) => {
    const at = roll.below(bytes.length);
    return cut(bytes, at, at + 1 + roll.below(200));
  },
  "bytes put in": (bytes, roll) => {
    const at = roll.below(bytes.length + 1);
    return cut(bytes, at, at, Buffer.from(roll.hex(2 + 2 * roll.below(50)), "hex"));
  },
  "the end cut off": (bytes, roll) => bytes.subarray(0, roll.below(bytes.length)),
  "bytes at the end": (bytes, roll) => Buffer.concat([bytes, Buffer.from(roll.hex(2 + 2 * roll.below(50)), "hex")]),
  "bytes from another": (bytes, roll, other) => {
    const at = roll.below(Math.min(bytes.length, other.length));
    const to = at + 1 + roll.below(300);
    return cut(bytes, at, to, other.subarray(at, to));
  },
};

const linesOf = (bytes: Buffer): string[] => bytes.toString("utf8").split(/(?<=\n)/);
const withLines =
  (change: Change<string[]>): Change<Buffer> =>
  (bytes, roll, other) =>
    Buffer.from(change(linesOf(bytes), roll, linesOf(other)).join(""));

/** Changes of the lines of one entry. */
const byLines: Record<string, Change<Buffer>> = {
  "a line removed": withLines((lines, roll) => lines.toSpliced(roll.below(lines.length), 1)),
  "two lines swapped": withLines((lines, roll) => {
    const [a, b] = [roll.below(lines.length), roll.below(lines.length)];
    return lines.with(a, lines[b] ?? "").with(b, lines[a] ?? "");
  }),
  "lines in another order": withLines((lines, roll) => {
    const from = roll.below(lines.length);
    return [...lines.slice(from), ...lines.slice(0, from)];
  }),
  "a line cut short": withLines((lines, roll) => {
    const at = roll.below(lines.length);
    return lines.with(at, (lines[at] ?? "").slice(0, roll.below((lines[at] ?? "").length)));
  }),
  "a line twice": withLines((lines, roll) => {
    const at = roll.below(lines.length);
    return lines.toSpliced(at, 0, lines[at] ?? "");
  }),
  "the last lines gone": withLines((lines, roll) => lines.slice(0, roll.below(lines.length))),
  "a line from another": withLines((lines, roll, other) => lines.with(roll.below(lines.length), roll.one(other))),
};

/** Changes of which entries there are. */
const byEntries: Record<string, Change<Entry[]>> = {
  "an entry removed": (entries, roll) => entries.toSpliced(roll.below(entries.length), 1),
  "two entries swapped": (entries, roll) => {
    const [a, b] = [roll.below(entries.length), roll.below(entries.length)];
    return entries.with(a, entries[b] as Entry).with(b, entries[a] as Entry);
  },
  "an entry from another": (entries, roll, other) => {
    const at = roll.below(entries.length);
    const same = other.find(({ name }) => name === entries[at]?.name);
    return same ? entries.with(at, same) : entries;
  },
  "an entry more": (entries, roll, other) => {
    const more = other.filter(({ name }) => !entries.some((entry) => entry.name === name));
    const stranger = { name: `letters/${roll.below(99)}-x.txt`, bytes: Buffer.from("x") };
    return entries.toSpliced(1 + roll.below(entries.length), 0, more.length > 0 ? roll.one(more) : stranger);
  },
  "an entry called otherwise": (entries, roll) => {
    const at = roll.below(entries.length);
    return entries.with(at, { name: "other.json", bytes: entries[at]?.bytes ?? Buffer.alloc(0) });
  },
};

/** The kinds of change: of the file as it lies there, of its parts in a new container, and with a manifest made to fit. */
export const mutations = [
  ...Object.keys(byBytes).map((kind) => `file: ${kind}`),
  ...["parts", "forged"].flatMap((how) =>
    [...Object.keys(byBytes), ...Object.keys(byLines), ...Object.keys(byEntries)].map((kind) => `${how}: ${kind}`),
  ),
];

/** A change drawn from a number; null where it happened to change nothing. `isForged` says that only a signature can tell. */
export function mutated(seed: number, bundles: readonly Buffer[]) {
  const roll = dice(seed);
  const [bytes, other] = [roll.one(bundles), roll.one(bundles)];
  const kind = roll.one(mutations);
  const [how = "", what = ""] = kind.split(": ");
  if (how === "file") {
    const changed = byBytes[what]?.(bytes, roll, other) ?? bytes;
    return changed.equals(bytes) || changed.equals(other) ? null : { kind, bytes: changed, isForged: false };
  }
  const [ours, theirs] = [readContainer(bytes).entries, readContainer(other).entries];
  const entries = changedEntries(what, roll, { ours, theirs });
  const changed = how === "forged" ? fitted(entries) : container(entries);
  if (!changed || changed.equals(bytes) || changed.equals(other)) return null;
  const note = (all: readonly Entry[]) => all.find(({ name }) => name === names.signature)?.bytes;
  const isForged = how === "forged" || !note(entries)?.equals(note(ours) ?? Buffer.alloc(0));
  return { kind, bytes: changed, isForged };
}

function changedEntries(what: string, roll: Dice, { ours, theirs }: { ours: Entry[]; theirs: Entry[] }): Entry[] {
  const whole = byEntries[what];
  if (whole) return whole(ours, roll, theirs);
  const at = roll.below(ours.length);
  const entry = ours[at] as Entry;
  const same = theirs.find(({ name }) => name === entry.name) ?? entry;
  const change = byBytes[what] ?? byLines[what];
  return ours.with(at, { ...entry, bytes: change?.(entry.bytes, roll, same.bytes) ?? entry.bytes });
}

/** Null where no bundle could have such names. */
function container(entries: readonly Entry[]): Buffer | null {
  const isOnce = new Set(entries.map(({ name }) => name)).size === entries.length;
  return isOnce && entries.length > 0 ? writeContainer(entries) : null;
}

/** With a manifest that lists what is there now, as somebody would who does not have the key. */
function fitted(entries: readonly Entry[]): Buffer | null {
  const first = entries.find(({ name }) => name === names.manifest);
  let manifest: object;
  try {
    manifest = JSON.parse(first?.bytes.toString() ?? "{}") as object;
  } catch {
    manifest = {};
  }
  const rest = entries.filter(({ name }) => name !== names.manifest);
  const listed = rest
    .filter(({ name }) => name !== names.signature)
    .map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }));
  return container([{ name: names.manifest, bytes: jsonEntry({ ...manifest, entries: listed }) }, ...rest]);
}
