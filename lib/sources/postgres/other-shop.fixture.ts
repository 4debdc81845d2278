/** A second shop, quite unlike the first, mapped in `other-shop.fixture.yaml` alone. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { emptyDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { placeOf } from "../../policy/kinds/place";
import { loadPolicy } from "../../policy/load";
import type { Policy, PostgresSource } from "../../policy/schema";
import { openSources } from "../index";
import { testTools } from "../tools.fixture";
import type { Cutoffs, Person, Source } from "../source";
import { writtenColumns } from "./columns";

const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
export const otherPolicyFile = beside("./other-shop.fixture.yaml");
const schema = readFileSync(beside("./other-shop.fixture.sql"), "utf8");
export const suppressionKey = "a key that is long enough for a test of the list";

export const otherNow = "2026-11-23T12:00:00.000Z";
export const otherCutoffs: Cutoffs = { "log/full": "2026-11-16T12:00:00.000001Z" };

export const mina: Person = {
  account: "M-17",
  addresses: [{ email: "mina@tee.example", proved: true, held: null }],
  names: [],
  postcodes: [],
};

export type OtherShop = {
  database: TestDatabase;
  owner: pg.Pool;
  url: string;
  policy: Policy;
  mapping: PostgresSource;
  source: Source;
  /** Another opening under the same role. */
  open(mapping: PostgresSource): Source;
  close(): Promise<void>;
};

/** The database without rows, and the source over it under a role that may do what the mapping says and no more. */
export async function openOtherShop(): Promise<OtherShop> {
  const database = await emptyDatabase("other");
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const policy = loadPolicy(otherPolicyFile);
  const mapping = policy.sources.shop;
  if (mapping?.kind !== "postgres") throw new Error("the other shop is a database");
  const role = { name: `role_${database.name}`, password: "no secret of anybody" };
  await owner.query(schema);
  await owner.query(`CREATE ROLE ${role.name} LOGIN PASSWORD '${role.password}'`);
  for (const grant of grants(mapping)) await owner.query(`${grant} TO ${role.name}`);
  const url = database.url(role);
  const open = (changed: PostgresSource): Source => {
    const secrets = { OTHER_SHOP_URL: url, OTHER_SHOP_SUPPRESSION_KEY: suppressionKey };
    const tools = () => testTools(secrets, () => otherNow);
    const [source] = openSources({ ...policy, sources: { shop: changed } }, { tools });
    if (!source) throw new Error("the other shop has one source");
    return source;
  };
  const source = open(mapping);
  return {
    database,
    owner,
    url,
    policy,
    mapping,
    source,
    open,
    async close() {
      await source.close();
      await owner.query(`DROP OWNED BY ${role.name}`);
      await owner.query(`DROP ROLE ${role.name}`);
      await owner.end();
      await database.drop();
    },
  };
}

function grants(mapping: PostgresSource): string[] {
  const schemas = ["crm", "sales", "Web Logs"].map((name) => `GRANT USAGE ON SCHEMA ${pg.escapeIdentifier(name)}`);
  const tables = Object.entries(mapping.tables).flatMap(([id, table]) => {
    const name = tableOf(mapping, id);
    const written = writtenColumns(table).map((column) => pg.escapeIdentifier(column));
    const added = table.suppress ? [table.suppress.hash, ...Object.keys(table.suppress.set)] : [];
    return [
      `GRANT SELECT, DELETE ON ${name}`,
      ...(written.length ? [`GRANT UPDATE (${written.join(", ")}) ON ${name}`] : []),
      ...(table.suppress ? [`GRANT INSERT (${added.join(", ")}) ON ${tableOf(mapping, table.suppress.into)}`] : []),
    ];
  });
  return [...schemas, ...tables];
}

/** The table of an entry, quoted. */
export function tableOf(mapping: PostgresSource, id: string): string {
  const { schema: within, name } = placeOf(mapping, id);
  return `${pg.escapeIdentifier(within)}.${pg.escapeIdentifier(name)}`;
}
