/** Checks whatever of ours is in a file: a bundle, a person's proof, or a collection of bundles. */
import { open } from "node:fs/promises";
import type { Verifier } from "../log/note";
import { verifyBundle, type Given, type VerifiedBundle } from "./verify";
import { isCollection, verifyCollection, type VerifiedCollection } from "./verify-collection";

/** Never throws on any bytes; on a path that cannot be read it does. What is given besides keys goes with one bundle alone. */
export async function verifyFile(path: string, given: Given = {}): Promise<VerifiedBundle | VerifiedCollection> {
  return (await collectionIn(path, given.keys)) ?? verifyBundle(path, given);
}

/** What the verifier says of a collection; null where the file is none. */
async function collectionIn(path: string, keys: readonly Verifier[] | undefined): Promise<VerifiedCollection | null> {
  const file = await open(path);
  try {
    if (!(await isCollection(file))) return null;
    return await verifyCollection(file, (bytes) => verifyBundle(bytes, keys ? { keys } : {}), keys);
  } finally {
    await file.close();
  }
}
