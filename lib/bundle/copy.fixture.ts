/** A customer's copy as the portal makes it, as bytes in the clear, and taken apart and packed again by somebody else. */
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Signer } from "../log/note";
import { makePackage } from "../package/make";
import { emptyInput, exporting, held } from "../package/make.fixture";
import { decrypted, unpack } from "../package/unzip.fixture";
import { zip } from "../package/zip";

export type Files = Map<string, string>;

export async function madeCopy(signers: readonly Signer[]): Promise<{ bytes: Buffer; files: Files }> {
  const input = emptyInput({
    file: join(tmpdir(), `copy-${Math.random()}`),
    person: "Ana Lindqvist",
    exported: [exporting("account", null), exporting("invoice", null)],
    async *read({ category }) {
      yield* held[category] ?? [];
    },
    searches: [{ source: "shop", outcome: "searched" }],
    signers,
  });
  const packed = await makePackage(input);
  const made = { bytes: await decrypted(packed.file, packed.key), files: await unpack(packed.file, packed.key) };
  await rm(packed.file);
  return made;
}

/** The same files after a change, packed anew. */
export async function repacked(files: Files, change: (files: Files) => void): Promise<Buffer> {
  const changed = new Map(files);
  change(changed);
  const stream = zip(new Date("2026-11-25T12:00:00Z"), async (add) => {
    for (const [name, content] of changed)
      await add(
        name,
        (async function* () {
          yield content;
        })(),
      );
  });
  return buffer(stream);
}

/** Lets the manifest name a file otherwise. */
export function listedOtherwise(files: Files, name: string, line: { bytes: number; sha256?: string }): void {
  const manifest = JSON.parse(files.get("manifest.json") ?? "") as { entries: { name: string }[] };
  const entries = manifest.entries.map((entry) => (entry.name === name ? { ...entry, ...line } : entry));
  files.set("manifest.json", `${JSON.stringify({ ...manifest, entries }, null, 2)}\n`);
}

export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");
