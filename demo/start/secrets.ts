import { generateKeyPairSync, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { locked } from "../postgres/leases";
import { drawVendorSecrets, vendorSecretNames, type VendorSecrets } from "../vendors/secrets";

/** Secrets of one demo, drawn once. The keys are base64 of 32 bytes, the rest hex, and certificates PEM. */
export type Secrets = Later & {
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
  if (known !== null) return completed(path, JSON.parse(known) as Partial<Secrets>);
  const secrets: Secrets = {
    masterKey: draw("base64"),
    suppressionKey: draw("base64"),
    signInSecret: draw("hex"),
    clientSecret: draw("hex"),
    webPassword: draw("hex"),
    workerPassword: draw("hex"),
    registryToken: draw("hex"),
    ...drawLater(),
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

/** Secrets that demos of older versions lack: the vendors', the key of the shop's own list of `suppress`, and the log's. */
type Later = VendorSecrets & { SHOP_LIST_KEY: string; LOG_KEY: string };
const later = [...vendorSecretNames, "SHOP_LIST_KEY", "LOG_KEY"] as const;
const drawLater = (): Later => ({ ...drawVendorSecrets(), SHOP_LIST_KEY: draw("hex"), LOG_KEY: drawLogKey() });

/** An Ed25519 key as the worker reads it: base64 of its PKCS #8. */
const drawLogKey = (): string =>
  generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");

const draw = (encoding: "base64" | "hex") => randomBytes(32).toString(encoding);

/** A demo of an older version has not all of them: what is missing is drawn and written beside the others. */
async function completed(path: string, known: Partial<Secrets>): Promise<Secrets> {
  const isWhole = (some: Partial<Secrets>): some is Secrets => later.every((name) => some[name] !== undefined);
  if (isWhole(known)) return known;
  return locked(`${path}.lock`, async () => {
    const before = JSON.parse(await readFile(path, "utf8")) as Partial<Secrets>;
    if (isWhole(before)) return before;
    const secrets = { ...drawLater(), ...before } as Secrets;
    const draft = `${path}.${draw("hex")}`;
    await writeFile(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    await rename(draft, path);
    return secrets;
  });
}
