/** A copy that lies ready, in `FILES_DIR`, for tests. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { writeEncrypted } from "../../package/encrypted-file";
import { masterKey, seal } from "../../seal/seal";
import { fileRequest } from "../filed-request.fixture";

const day = 86_400_000;

type Packed = {
  /** What is in the file. */
  plain: Buffer;
  asked?: Parameters<typeof fileRequest>[1];
  /** Columns of the package that are otherwise. */
  changed?: object;
};

/** The person's delivered request with its file. */
export async function packedFor(
  who: Actor,
  { plain, asked = {}, changed = {} }: Packed,
): Promise<{ reference: string; id: string; sha256: string }> {
  const reference = await fileRequest(who, { state: "delivered", ...asked });
  const key = randomBytes(32);
  const file = `${reference}.package`;
  const path = join(process.env.FILES_DIR ?? "", file);
  const { bytes, sha256 } = await writeEncrypted(path, key, [plain] as unknown as AsyncIterable<Buffer>);
  const now = Date.now();
  const [availableAt, expiresAt] = [new Date(now - 1000), new Date(now + 30 * day)];
  const sealedKey = seal(masterKey("package key"), reference, key);
  const row = { request: reference, file, bytes, records: 1, sha256, key: sealedKey, availableAt, expiresAt };
  const { id } = await db().package.create({ data: { ...row, ...changed } });
  return { reference, id, sha256 };
}
