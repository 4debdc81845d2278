/** The list of everything in a package, with its hashes, and the signature under it. */
import { randomBytes } from "node:crypto";
import { signManifest } from "../bundle/signature";
import type { PackageInput } from "./input";
import type { Entry } from "./zip";

/** The bytes of `manifest.json`. */
export function manifestOf(input: PackageInput, entries: readonly Entry[], records: number): Buffer {
  const { reference, language, madeAt, policy } = input;
  // The random number keeps the hash of the whole file, which outlives it, from being guessed from its content.
  const random = randomBytes(16).toString("hex");
  const about = { format: "rightful-package-v2", reference, language, madeAt, policy: policy.edition, records, random };
  return Buffer.from(`${JSON.stringify({ ...about, entries }, null, 2)}\n`);
}

/** `manifest.sig`, a signed note over it; null where the key of the log does not lie with this process. */
export const signatureOf = (manifest: Buffer, { signers = [] }: PackageInput): Buffer | null =>
  signers.length > 0 ? signManifest(manifest, signers, "package") : null;
