/**
 * The role under which the portal reaches the shop: it reads what the policy maps and writes only what the mapping
 * writes. It owns nothing and can change no table.
 */
import { fileURLToPath } from "node:url";
import pg from "pg";
import { loadPolicy } from "../../lib/policy/load";
import { placeOf } from "../../lib/policy/kinds/place";
import { writings } from "../../lib/policy/mapping";
import { writtenColumns } from "../../lib/sources/postgres/columns";
import type { PostgresSource } from "../../lib/policy/schema";

const role = "rightful_source";
const password = "rightful-source";

/** The portal's connection string to the shop, made from the owner's. */
export function sourceUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  return url.toString();
}

/** Makes the role if the server has none, and grants what the model policy needs in this database. */
export async function grantSource(client: pg.ClientBase): Promise<void> {
  // Two seeds on one server may make the role at the same time.
  await client.query(`DO $$ BEGIN
    CREATE ROLE ${role} LOGIN PASSWORD '${password}' NOSUPERUSER NOCREATEDB NOCREATEROLE;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
  const policy = loadPolicy(fileURLToPath(new URL("../../policy.yaml", import.meta.url)));
  const shop = policy.sources.shop;
  if (shop?.kind !== "postgres") throw new Error("the model policy has no source called shop");
  await client.query("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  await client.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
  for (const statement of grants(shop)) await client.query(statement);
}

function grants(mapping: PostgresSource): string[] {
  return Object.entries(mapping.tables).flatMap(([id, table]) => {
    const name = nameOf(mapping, id);
    const written = writtenColumns(table)
      .map((column) => pg.escapeIdentifier(column))
      .join(", ");
    const listed = table.suppress ? [table.suppress.hash, ...Object.keys(table.suppress.set)] : [];
    const entered = listed.map((column) => pg.escapeIdentifier(column)).join(", ");
    const deletes = [table, ...Object.values(table.also)].some((end) =>
      writings.some((writing) => end[writing] === "delete"),
    );
    return [
      `GRANT SELECT ON ${name} TO ${role}`,
      ...(written ? [`GRANT UPDATE (${written}) ON ${name} TO ${role}`] : []),
      ...(deletes ? [`GRANT DELETE ON ${name} TO ${role}`] : []),
      ...(table.suppress ? [`GRANT INSERT (${entered}) ON ${nameOf(mapping, table.suppress.into)} TO ${role}`] : []),
    ];
  });
}

function nameOf(mapping: PostgresSource, id: string): string {
  const { schema, name } = placeOf(mapping, id);
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}
