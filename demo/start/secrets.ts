import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Secrets of one demo, drawn once. The keys are base64 of 32 bytes, the rest hex. */
export type Secrets = {
  masterKey: string;
  suppressionKey: string;
  signInSecret: string;
  clientSecret: string;
  webPassword: string;
  workerPassword: string;
  registryToken: string;
};

/** The secrets of the demo in `dataDir`, from `secrets.json`, which only its owner can read. */
export async function demoSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, "secrets.json");
  const known = await readFile(path, "utf8").catch(() => null);
  if (known !== null) return JSON.parse(known) as Secrets;
  const draw = (encoding: "base64" | "hex") => randomBytes(32).toString(encoding);
  const secrets: Secrets = {
    masterKey: draw("base64"),
    suppressionKey: draw("base64"),
    signInSecret: draw("hex"),
    clientSecret: draw("hex"),
    webPassword: draw("hex"),
    workerPassword: draw("hex"),
    registryToken: draw("hex"),
  };
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  // Of two processes that draw at once the second reads what the first wrote, and never half of it.
  const draft = `${path}.${draw("hex")}`;
  await writeFile(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await unlink(draft);
  return JSON.parse(await readFile(path, "utf8")) as Secrets;
}
