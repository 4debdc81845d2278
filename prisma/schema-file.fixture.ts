/** Reads `schema.prisma` for tests: tables, columns, keys and constraints in the words of PostgreSQL. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export type Column = { name: string; type: string; nullable: boolean; default: string | null };
export type ForeignKey = { columns: string[]; table: string; references: string[]; onDelete: string; onUpdate: string };
export type Table = {
  columns: Column[];
  primaryKey: string[];
  foreignKeys: ForeignKey[];
  uniques: string[][];
  indexes: { name: string; columns: string[] }[];
};
export type Model = {
  name: string;
  table: string;
  /** The sentence above the model, `@personal` left out. */
  sentence: string;
  personal: boolean;
  /** Models that this one refers to. */
  refersTo: string[];
  shape: Table;
};

type Field = { name: string; type: string; rest: string };
type Block = { name: string; comment: string; fields: Field[]; attributes: string[] };

/** Every model of the schema file, in its order. */
export async function readSchema(): Promise<Model[]> {
  const blocks = parse(await readFile(join(import.meta.dirname, "schema.prisma"), "utf8"));
  const tables = new Map(blocks.map((block) => [block.name, tableOf(block)]));
  const columnsOf = new Map(
    blocks.map((block) => [block.name, new Map(block.fields.map((f) => [f.name, columnOf(f)]))]),
  );
  return blocks.map((block) => {
    const relations = block.fields.filter(({ rest }) => /@relation\(.*fields:/.test(rest));
    const named = (model: string, fields: string[]) => fields.map((field) => columnsOf.get(model)?.get(field) ?? field);
    const own = (fields: string[]) => named(block.name, fields);
    const foreignKeys = relations.map(({ type, rest }) => ({
      columns: own(list(rest, "fields")),
      table: tables.get(bare(type)) ?? "",
      references: named(bare(type), list(rest, "references")),
      onDelete: /onDelete: (\w+)/.exec(rest)?.[1] ?? "",
      onUpdate: /onUpdate: (\w+)/.exec(rest)?.[1] ?? "",
    }));
    const stored = block.fields.filter(({ type }) => !tables.has(bare(type)));
    return {
      name: block.name,
      table: tableOf(block),
      sentence: block.comment.replaceAll("@personal", "").trim(),
      personal: block.comment.includes("@personal"),
      refersTo: relations.map(({ type }) => bare(type)),
      shape: {
        columns: stored.map((field) => columnFrom(field)),
        primaryKey: own(keyOf(block)),
        foreignKeys,
        uniques: [
          ...stored.filter(({ rest }) => /@unique\b/.test(rest)).map(({ name }) => own([name])),
          ...block.attributes.filter((line) => line.startsWith("@@unique")).map((line) => own(inBrackets(line))),
        ],
        indexes: block.attributes
          .filter((line) => line.startsWith("@@index"))
          .map((line) => ({ name: /map: "(\w+)"/.exec(line)?.[1] ?? "", columns: own(inBrackets(line)) })),
      },
    };
  });
}

function parse(text: string): Block[] {
  const models = text.matchAll(/((?:^\/\/\/.*\n)*)^model (\w+) \{\n([\s\S]*?)^\}/gm);
  return [...models].map(([, comment = "", name = "", body = ""]) => {
    const lines = body.split("\n").map((line) => line.trim());
    return {
      name,
      comment: comment.replace(/^\/\/\/ ?/gm, "").trim(),
      attributes: lines.filter((line) => line.startsWith("@@")),
      fields: lines.filter((line) => /^[a-z]/.test(line)).map(fieldOf),
    };
  });
}

function fieldOf(line: string): Field {
  const [, name = "", type = "", rest = ""] = /^(\w+)\s+(\S+)\s*(.*)$/.exec(line) ?? [];
  return { name, type, rest };
}

const bare = (type: string): string => type.replace(/[?[\]]/g, "");
const inBrackets = (text: string): string[] =>
  (/\[([^\]]*)\]/.exec(text)?.[1] ?? "").split(",").map((one) => one.trim());
const list = (rest: string, key: string): string[] => inBrackets(rest.slice(rest.indexOf(`${key}: [`)));
const columnOf = ({ name, rest }: Field): string => /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name;
const tableOf = ({ name, attributes }: Block): string =>
  attributes.map((line) => /^@@map\("(\w+)"\)/.exec(line)?.[1]).find((found) => found !== undefined) ?? name;

function keyOf({ fields, attributes }: Block): string[] {
  const several = attributes.find((line) => line.startsWith("@@id"));
  return several ? inBrackets(several) : fields.filter(({ rest }) => /@id\b/.test(rest)).map(({ name }) => name);
}

function columnFrom(field: Field): Column {
  return {
    name: columnOf(field),
    type: typeFrom(field),
    nullable: field.type.endsWith("?"),
    default: defaultFrom(field),
  };
}

const scalars: Record<string, string> = {
  String: "text",
  Int: "integer",
  BigInt: "bigint",
  Boolean: "boolean",
  Bytes: "bytea",
  Json: "jsonb",
};
const natives: Record<string, string> = {
  "@db.Uuid": "uuid",
  "@db.Date": "date",
  "@db.Timestamptz(3)": "timestamp(3) with time zone",
};

function typeFrom({ name, type, rest }: Field): string {
  const native = /@db\.\w+(?:\(\d+\))?/.exec(rest)?.[0];
  const known = native ? natives[native] : scalars[bare(type)];
  if (!known) throw new Error(`what is ${name} ${type} ${native ?? ""} in PostgreSQL?`);
  return type.endsWith("[]") ? `${known}[]` : known;
}

/** The default in SQL; `identity` for a number that the database counts. */
function defaultFrom({ rest }: Field): string | null {
  const [, generated] = /@default\(dbgenerated\("((?:[^"\\]|\\.)*)"\)\)/.exec(rest) ?? [];
  if (generated !== undefined) return generated;
  const [, plain] = /@default\(([^)]*\)?)\)/.exec(rest) ?? [];
  if (plain === undefined) return null;
  if (plain === "autoincrement()") return "identity";
  if (plain === "[]") return "'{}'";
  return plain.startsWith('"') ? `'${plain.slice(1, -1)}'` : plain;
}
