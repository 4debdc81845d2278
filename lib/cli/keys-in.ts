/** Files that a person names: what cannot be read, or is no key, is a mistake in the command and told in a sentence. */
import { readFile } from "node:fs/promises";
import { verifierOf, type Verifier } from "../log/note";
import { BadUsage } from "./arguments";

/** The keys of a file, one a line, as `rightful log key` prints them. Throws `BadUsage`. */
export async function keysIn(file: string): Promise<Verifier[]> {
  const lines = (await textIn(file)).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, at) => {
    const verifier = verifierOf(line);
    if (!verifier) throw new BadUsage(`${file}: line ${at + 1} is no key as \`rightful log key\` prints it.`);
    return verifier;
  });
}

/** The text of a file. Throws `BadUsage`. */
export async function textIn(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => {
    throw new BadUsage(`${file} cannot be read.`);
  });
}
