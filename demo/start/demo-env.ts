import { join } from "node:path";
import { freePort } from "../postgres/cluster";
import { attachPostgres } from "../postgres/launcher";
import { peopleOfShop } from "../vendors/people";
import { startAllVendors } from "../vendors/start-all";
import { addressesOf, type PortalEnvironment } from "./environment";
import { root } from "./options";
import { prepare } from "./prepare";
import { silently } from "./progress";
import { runningDemo } from "./running";
import { demoSecrets } from "./secrets";

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
  // Mail that a command causes waits in the outbox until a demo runs: nobody listens on its port.
  const free = { smtp: await freePort(), imap: await freePort(), receiver: await freePort() };
  const addresses = { ...addressesOf(3000, free), vendors: `http://localhost:${await freePort()}` };
  const { postgres, env } = await prepare(dataDir, addresses, silently);
  const vendors = await startAllVendors({
    port: Number(new URL(addresses.vendors).port),
    imapPort: addresses.imapPort,
    receiverPort: addresses.receiverPort,
    secrets: await demoSecrets(dataDir),
    people: await peopleOfShop(postgres.url("shop")),
    faults: false,
    folder: join(dataDir, "vendors"),
  });
  return {
    env: env("worker"),
    async release() {
      await vendors.stop();
      await postgres.stop();
    },
  };
}
