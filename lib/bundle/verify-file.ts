/** Checks whatever of ours is in a file: a bundle, a person's proof, a collection of bundles, or a customer's copy. */
import { open } from "node:fs/promises";
import type { Verifier } from "../log/note";
import { verifyBundle, type Given, type VerifiedBundle } from "./verify";
import { isCopy, verifyCopy, type VerifiedCopy } from "./verify-copy";
import { isCollection, verifyCollection, type VerifiedCollection } from "./verify-collection";

/** Never throws on any bytes; on a path that cannot be read it does. What is given besides keys goes with one bundle alone. */
export async function verifyFile(
  path: string,
  given: Given = {},
): Promise<VerifiedBundle | VerifiedCollection | VerifiedCopy> {
  return (await largeIn(path, given.keys)) ?? verifyBundle(path, given);
}

/** What the verifier says of a copy or a collection, which may be longer than memory; null where the file is neither. */
async function largeIn(
  path: string,
  keys: readonly Verifier[] | undefined,
): Promise<VerifiedCollection | VerifiedCopy | null> {
  const file = await open(path);
  try {
    if (await isCopy(file)) return await verifyCopy(path, keys);
    if (!(await isCollection(file))) return null;
    return await verifyCollection(file, (bytes) => verifyBundle(bytes, keys ? { keys } : {}), keys);
  } finally {
    await file.close();
  }
}
