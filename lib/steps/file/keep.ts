/**
 * Art. 5(1)(f), 5(2): a file is kept under the key of its request and goes with it. What it is called and its digest lie in the payload
 * that the chain commits to, so that nobody can put another in its place.
 */
import type { Tx } from "../../db";
import type { FileType } from "../../gdpr/attached";
import { sealBytesFor, type RequestKey } from "../../seal/request-key";
import type { Checked } from "./check";

/** What the payload of a drawer says of a file beside it. */
export type Named = { id: string; name: string; type: FileType; bytes: number; sha256: string };

/** What stands in the payload about these files. */
export const namedFiles = (files: readonly Checked[]): Named[] =>
  files.map(({ id, name, type, sha256, content }) => ({ id, name, type, bytes: content.length, sha256 }));

/** Keeps the files beside the payload `drawerId`, which names them. */
export async function keepFiles(tx: Tx, keys: RequestKey, drawerId: string, files: readonly Checked[]): Promise<void> {
  // Without RETURNING: the holder of a link may leave files and read none.
  await tx.attachment.createMany({
    data: files.map(({ id, type, content }, no) => ({
      id,
      request: keys.request,
      drawerId,
      no,
      type,
      bytes: content.length,
      sealed: sealBytesFor(keys, attachedAs(id), content),
    })),
  });
}

/** Where the bytes of a file belong: what their seal is bound to. */
export const attachedAs = (id: string): string => `attachment ${id}`;
