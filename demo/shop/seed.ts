/** Fills an empty database with the model shop: the people of the stories, every retention limit, and a crowd. */
import { readFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import pg from "pg";
import { chance } from "./chance";
import { addSomebody } from "./crowd";
import { addGoods } from "./goods";
import { grantSource } from "./role";
import { Rows } from "./rows";
import { addAna } from "./stories/ana";
import { addBoundaries } from "./stories/boundaries";
import { addCases } from "./stories/cases";
import { addOneAddress } from "./stories/one-address";

export { sourceUrl } from "./role";

/**
 * Makes tables, rows and the portal's role in the database of `ownerUrl`, all or nothing; does nothing where the shop
 * stands already. `customers` made-up people come on top of those with a story (default 1,250). Always the same rows.
 */
export async function seedShop(ownerUrl: string, { customers = 1_250 }: { customers?: number } = {}): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(7462)");
    const { rows } = await client.query<{ seeded: boolean }>(
      "SELECT to_regclass('public.accounts') IS NOT NULL AS seeded",
    );
    if (!rows[0]?.seeded) await fill(client, customers);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}

async function fill(client: pg.Client, customers: number): Promise<void> {
  await client.query(await readFile(new URL("./schema.sql", import.meta.url), "utf8"));
  const rows = new Rows();
  const luck = chance();
  addGoods(rows);
  addAna(rows, luck);
  addOneAddress(rows, luck);
  addCases(rows, luck);
  addBoundaries(rows, luck);
  addSuppressed(rows);
  await rows.write(client);
  for (let number = 1; number <= customers; number++) {
    addSomebody(rows, luck, number);
    if (number % 2_000 === 0) await rows.write(client);
  }
  await rows.write(client);
  await client.query("SELECT setval(pg_get_serial_sequence('orders', 'id'), (SELECT max(id) FROM orders))");
  await grantSource(client);
  await client.query("ANALYZE");
}

/** Coded entries of people who want no advertising. */
function addSuppressed(rows: Rows): void {
  for (let entry = 1; entry <= 25; entry++) {
    const address_key = createHash("sha256").update(`somebody ${entry}`).digest("hex");
    rows.add("suppression_list", {
      address_key,
      channel: "email",
      since: `2025-${String((entry % 12) + 1).padStart(2, "0")}-15`,
    });
  }
}
