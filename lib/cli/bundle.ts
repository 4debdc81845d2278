import { open, rm } from "node:fs/promises";
import { system } from "../actor";
import { reference as referenceSchema } from "../gdpr/facts";
import { exportBundle } from "../steps/export-bundle";
import { BadUsage, readArguments } from "./arguments";
import { onData } from "./on-data";
import { print } from "./print";

const usage = "bundle <reference> <file.zip> [--json]";

/** Writes the evidence bundle of a request, without personal data, to a file that does not exist yet. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { usage, options: {}, positionals: [2, 2] });
  const [reference = "", file = ""] = positionals;
  if (!referenceSchema.safeParse(reference).success) throw new BadUsage(`${reference} is not a reference.`);
  // Opened before the export is recorded: the evidence must not tell of a file that could not be made.
  const target = await open(file, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new BadUsage(cannot(file, error));
  });
  try {
    const exported = await onData(() => exportBundle(system, reference, { personal: false }));
    if (!exported.ok) throw new Error(`There is no request ${reference}.`);
    const { bytes, sha256, events } = exported.value;
    await target.writeFile(bytes);
    await target.close();
    const lines = [`Wrote ${file}: ${events} events, no personal data.`, `SHA-256 ${sha256}`];
    print(values.json, { file, sha256, events }, lines);
    return 0;
  } catch (error) {
    await target.close();
    await rm(file);
    throw error;
  }
}

function cannot(file: string, { code }: NodeJS.ErrnoException): string {
  if (code === "EEXIST") return `${file} exists already: a bundle never replaces a file.`;
  return `${file} cannot be written (${code ?? "unknown reason"}).`;
}
