import { join } from "node:path";
import pg from "pg";
import { attachPostgres } from "../demo/postgres/launcher";

export type PortalDatabase = { owner: pg.Client; close(): Promise<void> };

/** A connection of the owner to the portal's database of the demo in `dataDir`, which must run. */
export async function portalDatabase(dataDir: string): Promise<PortalDatabase> {
  const server = await attachPostgres({ dataDir: join(dataDir, "postgres") });
  if (!server) throw new Error(`no demo runs on ${dataDir}`);
  const owner = new pg.Client({ connectionString: server.url("rightful") });
  await owner.connect();
  const close = async () => {
    await owner.end();
    await server.stop();
  };
  return { owner, close };
}
