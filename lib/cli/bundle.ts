import { randomBytes } from "node:crypto";
import { link, lstat, open, rename, rm, type FileHandle } from "node:fs/promises";
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
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  // Opened before the export is recorded: the evidence must not tell of a file that could not be made.
  const target = await openPart(file, part);
  try {
    const exported = await onData(() => exportBundle(system, reference, { personal: false }));
    if (!exported.ok) throw new Error(`There is no request ${reference}.`);
    const { bytes, sha256, events } = exported.value;
    await target.writeFile(bytes);
    await target.sync();
    await appear(part, file);
    const lines = [`Wrote ${file}: ${events} events, no personal data.`, `SHA-256 ${sha256}`];
    print(values.json, { file, sha256, events }, lines);
    return 0;
  } finally {
    await target.close();
    await rm(part, { force: true });
  }
}

async function openPart(file: string, part: string): Promise<FileHandle> {
  if (await lstat(file).catch(() => null)) throw new BadUsage(cannot(file, { code: "EEXIST" }));
  return open(part, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new BadUsage(cannot(file, error));
  });
}

/** Under its own name the bundle is whole or not there; a link, unlike a new name, replaces nothing. */
async function appear(part: string, file: string): Promise<void> {
  await link(part, file).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") throw new BadUsage(cannot(file, error));
    // A file system without links.
    await rename(part, file);
  });
}

function cannot(file: string, { code }: { code?: string | undefined }): string {
  if (code === "EEXIST") return `${file} exists already: a bundle never replaces a file.`;
  return `${file} cannot be written (${code ?? "unknown reason"}).`;
}
