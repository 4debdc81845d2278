/**
 * Art. 15: the copy and the information, as one encrypted file. It is streamed from the sources through the ZIP into the
 * encryption; nothing of it ever lies on disk in the clear, and memory stays flat whatever the number of records.
 */
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { CategoryRecords } from "./category-records";
import { writeEncrypted } from "./encrypted-file";
import { findings } from "./findings";
import type { PackageInput, Packed } from "./input";
import { page } from "./page";
import { zip, type AddEntry, type Entry } from "./zip";

export type { Exported, PackageInput, Packed } from "./input";

/**
 * Makes the package of one request: `index.html`, `data/<category>.json` and `.csv`, the files of its
 * records under `attachments/`, `manifest.json`. The file appears
 * whole or not at all; a source that fails makes it fail.
 */
export async function makePackage(input: PackageInput): Promise<Packed> {
  const key = randomBytes(32);
  const categories = byCategory(input);
  try {
    const stream = zip(new Date(`${input.madeAt}T12:00:00Z`), (add) => fill(add, input, categories));
    const { bytes, sha256 } = await writeEncrypted(input.file, key, stream);
    return { file: input.file, bytes, sha256, key, records: total(categories) };
  } finally {
    await Promise.all(categories.map((category) => category.remove()));
  }
}

/** Makes a package unreadable for good and its file gone. Repeating it is harmless. */
export async function destroyPackage(file: string): Promise<void> {
  await rm(file, { force: true });
}

const total = (categories: CategoryRecords[]): number => categories.reduce((sum, { records }) => sum + records, 0);

/** In the order of the policy, so that related things stand together. */
function byCategory(input: PackageInput): CategoryRecords[] {
  const unknown = input.exported.find(({ category }) => !input.policy.categories[category]);
  if (unknown) throw new Error(`the policy names no category ${unknown.category}`);
  return Object.keys(input.policy.categories).flatMap((id) => {
    const decisions = input.exported.filter(({ category }) => category === id);
    return decisions.length === 0 ? [] : [new CategoryRecords(id, decisions, input)];
  });
}

async function fill(add: AddEntry, input: PackageInput, categories: CategoryRecords[]): Promise<void> {
  const entries: Entry[] = [];
  for (const category of categories) {
    entries.push(await add(`data/${category.category}.json`, category.json()));
    entries.push(await add(`data/${category.category}.csv`, category.csv()));
    entries.push(...(await category.attachments.addTo(add)));
  }
  entries.push(await add("index.html", page(input, findings(input, categories), categories)));
  await add("manifest.json", manifest(input, entries, total(categories)));
}

async function* manifest(input: PackageInput, entries: Entry[], records: number): AsyncGenerator<string> {
  const { reference, language, madeAt, policy } = input;
  // The random number keeps the hash of the whole file, which outlives it, from being guessed from its content.
  const random = randomBytes(16).toString("hex");
  const about = { format: "rightful-package-v1", reference, language, madeAt, policy: policy.edition, records, random };
  yield `${JSON.stringify({ ...about, entries }, null, 2)}\n`;
}
