/**
 * Art. 5(2): a sample drawn by chance, and so that anybody can draw it again. Each member is placed by the SHA-256 of the seed, a line
 * feed and its reference; the sample are the first of that order. Who knows the seed only afterwards could not choose the members, and
 * who holds seed and members can check that none was chosen.
 */
import { createHash } from "node:crypto";

const [least, most] = [5, 50];

/** How many are looked at: the square root of all, at least 5 and at most 50; never more than there are. */
export const sampleSize = (members: number): number =>
  Math.min(members, most, Math.max(least, Math.ceil(Math.sqrt(members))));

/** All members in the order of the lot: the sample are the first of it, and who takes the place of one that fell out is the next. */
export function drawOrder(members: readonly string[], seed: string): string[] {
  if (new Set(members).size !== members.length) throw new Error("a member is drawn from once");
  const placed = members.map((member) => [place(seed, member), member] as const);
  return placed.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
}

/** The sample in the order in which it was drawn. `members` may come in any order; `seed` is hex. */
export const drawSample = (members: readonly string[], seed: string): string[] =>
  drawOrder(members, seed).slice(0, sampleSize(members.length));

/** Hex SHA-256 of the members in code-unit order, each followed by a line feed: which they were, in one line of evidence. */
export function membersHash(members: readonly string[]): string {
  const lines = members.toSorted((a, b) => (a < b ? -1 : 1)).map((member) => `${member}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex");
}

const place = (seed: string, member: string): string => createHash("sha256").update(`${seed}\n${member}`).digest("hex");
