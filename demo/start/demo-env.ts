import { join } from "node:path";
import { freePort } from "../postgres/cluster";
import { attachPostgres } from "../postgres/launcher";
import { addressesOf, type PortalEnvironment } from "./environment";
import { root } from "./options";
import { prepare } from "./prepare";
import { silently } from "./progress";
import { runningDemo } from "./running";

export type DemoEnvironment = {
  env: PortalEnvironment;
  /** Must be called at the end: it stops the database when this command started it. */
  release(): Promise<void>;
};

/**
 * The environment in which a command works on the demo's data: attached to the demo that runs, or with its database
 * started for this command, made and filled when there is none yet. Prints nothing.
 */
export async function demoEnvironment(dataDir = join(root, ".data")): Promise<DemoEnvironment> {
  const running = await runningDemo(dataDir);
  const attached = running && (await attachPostgres({ dataDir: join(dataDir, "postgres") }));
  if (running && attached) return { env: running.env.worker, release: () => attached.stop() };
  // Mail that a command causes waits in the outbox until a demo runs, and so does what it wants of the vendors: nobody
  // listens on these ports.
  const addresses = { ...addressesOf(3000, await freePort()), vendors: `http://localhost:${await freePort()}` };
  const { postgres, env } = await prepare(dataDir, addresses, silently);
  return { env: env("worker"), release: () => postgres.stop() };
}
