/** The JSON Schema (draft 2020-12) of one category's file, made of what its records have: a field it does not name is not in the file. */
import type { Policy } from "../policy/schema";
import type { Language } from "../letters/letter";
import { longNumberIn } from "./exact-numbers";
import { fieldLabel } from "./field-label";
import type { Run } from "./page-spool";

type Field = { seen: number; types: Set<string> };
type PartSeen = { source: string; part: string; records: number; fields: Map<string, Field> };

export class CopySchema {
  private readonly parts = new Map<string, PartSeen>();

  constructor(
    private readonly category: string,
    private readonly about: { policy: Policy; language: Language },
  ) {}

  /** Takes in the next records. */
  see({ source, part, records }: Run): void {
    const seen = this.partOf(source, part);
    seen.records += records.length;
    for (const values of records)
      for (const name in values) {
        let field = seen.fields.get(name);
        if (!field) seen.fields.set(name, (field = { seen: 0, types: new Set() }));
        field.seen += 1;
        field.types.add(typeOf(values[name]));
      }
  }

  /** The schema, once every record was taken in. */
  schema() {
    const { policy, language } = this.about;
    const { label, what } = policy.categories[this.category] ?? {};
    const parts = [...this.parts.values()].map((seen) => this.partSchema(seen));
    return {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: `urn:rightful:copy:1:${this.category}`,
      title: label?.[language] ?? this.category,
      description: what?.[language] ?? "",
      type: "object",
      required: ["category", "label", "locked", "records"],
      additionalProperties: false,
      properties: {
        $schema: { type: "string" },
        category: { const: this.category },
        label: { type: "string" },
        locked: { type: "boolean" },
        records: { type: "array", items: parts.length > 0 ? { oneOf: parts } : false },
      },
    };
  }

  private partSchema({ source, part, records, fields }: PartSeen) {
    const { policy, language } = this.about;
    const properties = [...fields].map(([name, { types }]) => {
      const label = fieldLabel(policy, { source, part }, name)?.[language];
      return [name, { ...(label === undefined ? {} : { title: label }), type: [...types].toSorted() }] as const;
    });
    return {
      type: "object",
      required: ["source", "part", "key", "values"],
      additionalProperties: false,
      properties: {
        source: { const: source },
        part: { const: part },
        key: { type: "string" },
        values: {
          type: "object",
          required: [...fields].flatMap(([name, { seen }]) => (seen === records ? [name] : [])),
          additionalProperties: false,
          properties: Object.fromEntries(properties),
        },
      },
    };
  }

  private partOf(source: string, part: string): PartSeen {
    const name = JSON.stringify([source, part]);
    let seen = this.parts.get(name);
    if (!seen) this.parts.set(name, (seen = { source, part, records: 0, fields: new Map() }));
    return seen;
  }
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  return longNumberIn(value) === null ? typeof value : "number";
}
