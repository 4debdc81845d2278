/**
 * Art. 15: the copy and the information, as one encrypted file. It is streamed from the sources through the ZIP into the
 * encryption; nothing of it ever lies on disk in the clear, and memory stays flat whatever the number of records.
 */
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { kindsInOrder } from "../answer/order";
import { speaker } from "../letters/words";
import { beganOn } from "./began";
import { CategoryRecords } from "./category-records";
import { CopySchema } from "./copy-schema";
import type { About } from "./document";
import { writeEncrypted } from "./encrypted-file";
import { findingOf, findings } from "./findings";
import type { PackageInput, Packed } from "./input";
import { manifestOf, signatureOf } from "./manifest";
import { overview } from "./overview";
import { recordPages, type RecordPage } from "./record-pages";
import type { Tables } from "./record-tables";
import { searchPage } from "./search";
import { writer } from "./shown";
import { Timeline, timelinePage } from "./timeline";
import { ZoneDays } from "./zone-days";
import { zip, type AddEntry, type Entry } from "./zip";

export type { Exported, PackageInput, Packed } from "./input";

/**
 * Makes the package of one request: `index.html`, `timeline.html`, `search.html`; for each category its pages under `records/`,
 * their text for the search under `search/`, `data/<category>.json` and `.csv` with `schema/<category>.json`, and the files of its
 * records under `attachments/`; `manifest.json` and its signature. The file appears whole or not at all; a source that
 * fails makes it fail.
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

/** In the order of all kinds, so that related things stand together. */
function byCategory(input: PackageInput): CategoryRecords[] {
  const unknown = input.exported.find(({ category }) => !input.policy.categories[category]);
  if (unknown) throw new Error(`the policy names no category ${unknown.category}`);
  return kindsInOrder(input.policy).flatMap((id) => {
    const decisions = input.exported.filter(({ category }) => category === id);
    return decisions.length === 0 ? [] : [new CategoryRecords(id, decisions, input)];
  });
}

async function fill(add: AddEntry, input: PackageInput, categories: CategoryRecords[]): Promise<void> {
  const { policy, language } = input;
  const about: About = { language, say: speaker(language), controller: policy.controller.name };
  const days = new ZoneDays(policy.zone, language);
  const tables: Tables = {
    ...about,
    policy,
    writer: writer({ language, days, say: about.say, fields: policy.fields }),
  };
  const timeline = new Timeline(input.madeAt);
  const entries: Entry[] = [];
  const put = async (name: string, ...content: (string | Buffer)[]) =>
    void entries.push(await add(name, oneByOne(content)));
  const putAll = async (files: RecordPage) => {
    for (const { name, content } of files) await put(name, ...content);
  };
  for (const category of categories) {
    const { category: id } = category;
    entries.push(await add(`data/${id}.json`, category.json()));
    entries.push(await add(`data/${id}.csv`, category.csv()));
    entries.push(...(await category.attachments.addTo(add)));
    const schema = new CopySchema(id, input);
    const pages = recordPages(category, findingOf(category, input), tables, (run) => {
      schema.see(run);
      timeline.addAll(id, run.records, beganOn(policy, days, run.source, run.part));
    });
    let written = Promise.resolve();
    for await (const files of pages) {
      // While one page is compressed the next one is made.
      await written;
      written = putAll(files);
      written.catch(() => undefined);
    }
    await written;
    await put(`schema/${id}.json`, json(schema.schema()));
    // Nothing of the category is needed in full any more.
    await category.remove();
  }
  const told = findings(input, categories);
  const searched = told.found.map((finding, at) => ({ finding, pages: categories[at]?.sizes.length ?? 0 }));
  await put("timeline.html", timelinePage(timeline, told.found, about));
  await put("search.html", searchPage(searched, about));
  await put("index.html", overview(input, told, about));
  const manifest = manifestOf(input, entries, total(categories));
  await add("manifest.json", oneByOne([manifest]));
  const signature = signatureOf(manifest, input);
  if (signature) await add("manifest.sig", oneByOne([signature]));
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

async function* oneByOne(content: readonly (string | Buffer)[]): AsyncGenerator<string | Buffer> {
  yield* content;
}
