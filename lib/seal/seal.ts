/**
 * AES-256-GCM sealing. A sealed value is version ‖ nonce ‖ tag ‖ ciphertext; `about` is authenticated with it, so a
 * value cannot be moved to another row or column unnoticed.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

const version = 1;

/** Seals `plain` under a 32-byte key. `about` says where the value belongs: table, column, row. */
export function seal(key: Buffer, about: string, plain: Buffer | string): Buffer<ArrayBuffer> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), body]);
}

/** Opens what `seal` gave. Throws when the key, the place or a single bit differs. */
export function open(key: Buffer, about: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== version) throw new Error("sealed value of an unknown version");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 13));
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(bytes.subarray(13, 29));
  return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]);
}

/** A 32-byte key for one purpose, derived from `MASTER_KEY` (HKDF-SHA-256, RFC 5869). */
export function masterKey(purpose: string): Buffer {
  const master = Buffer.from(process.env.MASTER_KEY ?? "", "base64");
  if (master.length !== 32) throw new Error("MASTER_KEY is not 32 bytes in base64");
  return Buffer.from(hkdfSync("sha256", master, "", `rightful ${purpose}`, 32));
}

/** Keyed hash, hex: for look-ups of things that must not be stored plain. */
export const keyedHash = (key: Buffer, text: string): string => createHmac("sha256", key).update(text).digest("hex");

/** Seals and opens a personal column outside any request: sign-in addresses, mail, hold reasons. */
export const sealColumn = (about: string, text: string) => seal(masterKey(about), about, text);
export const openColumn = (about: string, sealed: Uint8Array) => open(masterKey(about), about, sealed).toString("utf8");
