/**
 * Art. 20(1): data to take along, in a structured, commonly used, machine-readable form: for each kind a JSON file with its
 * JSON Schema (draft 2020-12), for each table a CSV file (RFC 4180), the files that were handed in, and a list of all
 * fields with what they mean, in our words and in a vocabulary of others where it has one. Streamed and encrypted like the copy of Art. 15, but no copy: only what the person provided
 * is in it.
 */
import { randomBytes } from "node:crypto";
import type { Language } from "../gdpr/language";
import type { Day } from "../gdpr/day";
import { speaker } from "../letters/words";
import type { Policy } from "../policy/schema";
import type { RecordPage, SourceRecord } from "../sources/source";
import { writeEncrypted } from "./encrypted-file";
import type { Exported, Packed } from "./input";
import { PortableKind, type Field, type TableSeen } from "./portable-kind";
import { contextName, contextOf, meaningOf } from "./vocabulary";
import { zip, type AddEntry, type Entry } from "./zip";

export type PortableInput = {
  /** Path of the file that is written. */
  file: string;
  reference: string;
  language: Language;
  policy: Policy;
  madeAt: Day;
  exported: Exported[];
  /** Reads what the person provided of one decision's records, one by one or by the page. Called once for each. */
  read(decision: Exported): AsyncIterable<SourceRecord | RecordPage>;
};

/** Makes the file. It appears whole or not at all; a source that fails makes it fail. */
export async function makePortable(input: PortableInput): Promise<Packed> {
  const key = randomBytes(32);
  const kinds = byKind(input);
  try {
    const stream = zip(new Date(`${input.madeAt}T12:00:00Z`), (add) => fill(add, input, kinds));
    const { bytes, sha256 } = await writeEncrypted(input.file, key, stream);
    return { file: input.file, bytes, sha256, key, records: total(kinds) };
  } finally {
    await Promise.all(kinds.map((kind) => kind.remove()));
  }
}

const total = (kinds: readonly PortableKind[]): number => kinds.reduce((sum, { records }) => sum + records, 0);

function byKind(input: PortableInput): PortableKind[] {
  return Object.keys(input.policy.categories).flatMap((id) => {
    const decisions = input.exported.filter(({ category }) => category === id);
    return decisions.length === 0 ? [] : [new PortableKind(id, decisions, input)];
  });
}

async function fill(add: AddEntry, input: PortableInput, kinds: PortableKind[]): Promise<void> {
  const entries: Entry[] = [];
  for (const kind of kinds) {
    entries.push(await add(`data/${kind.category}.json`, kind.json()));
    for (const { name } of kind.tables.values())
      entries.push(await add(`data/${kind.category}-${name}.csv`, kind.csv(name)));
    entries.push(...(await kind.attachments.addTo(add)));
    entries.push(await add(`schema/${kind.category}.json`, once(schemaOf(kind, input))));
  }
  entries.push(await add("fields.json", once(fieldsOf(kinds, input))));
  const { vocabulary } = input.policy;
  if (vocabulary) entries.push(await add(contextName, once(contextOf(vocabulary, kinds))));
  await add("manifest.json", once(manifest(input, entries, total(kinds))));
}

async function* once(value: unknown): AsyncGenerator<string> {
  yield `${JSON.stringify(value, null, 2)}\n`;
}

/** The JSON Schema of one kind's file. It is closed: a field that it does not name is not in the file. */
function schemaOf(kind: PortableKind, { policy, language }: PortableInput) {
  const { label, what } = policy.categories[kind.category] ?? {};
  const tables = [...kind.tables.values()].map((table) => tableSchema(kind, table, language));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:rightful:portable:1:${kind.category}`,
    title: label?.[language] ?? kind.category,
    description: what?.[language] ?? "",
    type: "object",
    required: ["category", "label", "records"],
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      ...(policy.vocabulary && { "@context": { const: `../${contextName}` } }),
      category: { const: kind.category },
      label: { type: "string" },
      records: { type: "array", items: tables.length > 0 ? { oneOf: tables } : false },
    },
  };
}

function tableSchema(kind: PortableKind, table: TableSeen, language: Language) {
  const fields = [...table.fields.values()];
  const ours = speaker(language)("package.own-number");
  return {
    type: "object",
    required: ["type", "record", ...fields.filter(({ seen }) => seen === table.records).map(({ name }) => name)],
    additionalProperties: false,
    properties: {
      type: { const: table.name },
      record: { type: "string", description: ours },
      ...Object.fromEntries(
        fields.map((field) => [field.name, { title: kind.labelOf(table, field.name)[language], ...typeSchema(field) }]),
      ),
    },
  };
}

function typeSchema({ types, dates, instants }: Field) {
  const format = !types.has("string") ? {} : dates ? { format: "date" } : instants ? { format: "date-time" } : {};
  return { type: [...types].toSorted(), ...format };
}

/** Every field of the file once, with what it means in both languages. */
function fieldsOf(kinds: readonly PortableKind[], { policy }: PortableInput) {
  return kinds.flatMap((kind) =>
    [...kind.tables.values()].flatMap((table) =>
      [...table.fields.values()].map((field) => ({
        category: kind.category,
        categoryLabel: policy.categories[kind.category]?.label ?? null,
        table: table.name,
        field: field.name,
        label: kind.labelOf(table, field.name),
        types: [...field.types].toSorted(),
        means: meaningOf(policy.vocabulary, table, field.name),
      })),
    ),
  );
}

function manifest({ reference, language, madeAt, policy }: PortableInput, entries: Entry[], records: number) {
  // The random number keeps the hash of the whole file, which outlives it, from being guessed from its content.
  const random = randomBytes(16).toString("hex");
  return {
    format: "rightful-portable-v1",
    reference,
    language,
    madeAt,
    policy: policy.edition,
    records,
    random,
    entries,
  };
}
