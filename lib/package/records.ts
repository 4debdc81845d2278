/**
 * A file that is encrypted in records, so that any range of it can be read without the rest.
 *
 *   header  "RFPKG" ‖ version 1 ‖ length of the plaintext (8 bytes, big endian) ‖ tag (16)
 *   record  ciphertext of 65,536 bytes (the last: what remains, an empty file has one empty record) ‖ tag (16)
 *
 * AES-256-GCM under a key that is drawn for this file alone. Nonce of record i: i (11 bytes, big endian) ‖ 0, for the last
 * record 1; of the header: zeros ‖ 2. The header authenticates the length, so a file that was cut is found before the
 * first byte is given out; records cannot change places, because each is sealed under its number.
 */
import { createCipheriv, createDecipheriv } from "node:crypto";

export const recordLength = 65_536;
export const tagLength = 16;
export const sealedLength = recordLength + tagLength;
const magic = Buffer.from("RFPKG\u0001", "latin1");
export const headerLength = magic.length + 8 + tagLength;

/** A file that is not, byte for byte, what was written under this key. */
export class DamagedFile extends Error {}

/** Number of records of so many bytes. */
export const recordsIn = (length: number): number => Math.max(1, Math.ceil(length / recordLength));

/** The length of the plaintext that a header names. Throws `DamagedFile` when the header is not authentic. */
export function lengthOf(key: Buffer, read: Buffer): number {
  if (read.length !== headerLength) throw new DamagedFile("the header is too short");
  gcmOpen(key, nonce(0, 2), read.subarray(0, -tagLength), read.subarray(-tagLength));
  return Number(read.readBigUInt64BE(magic.length));
}

/** The header of a file with so many bytes of plaintext. */
export function header(key: Buffer, length: number): Buffer {
  const said = Buffer.concat([magic, Buffer.alloc(8)]);
  said.writeBigUInt64BE(BigInt(length), magic.length);
  return Buffer.concat([said, ...gcmSeal(key, nonce(0, 2), said, Buffer.alloc(0))]);
}

/** Ciphertext and tag. Joining them would be one more large piece of memory for each record. */
export const sealRecord = (key: Buffer, number: number, last: boolean, plain: Buffer): Buffer[] =>
  gcmSeal(key, nonce(number, last ? 1 : 0), magic, plain);

export const openRecord = (key: Buffer, number: number, last: boolean, sealed: Buffer): Buffer =>
  gcmOpen(key, nonce(number, last ? 1 : 0), magic, sealed);

function nonce(number: number, flag: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(number), 3);
  bytes[11] = flag;
  return bytes;
}

function gcmSeal(key: Buffer, iv: Buffer, about: Buffer, plain: Buffer): Buffer[] {
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(about);
  // GCM is a stream: the end brings no bytes but the tag.
  const sealed = cipher.update(plain);
  cipher.final();
  return [sealed, cipher.getAuthTag()];
}

function gcmOpen(key: Buffer, iv: Buffer, about: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < tagLength) throw new DamagedFile("a record is too short");
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagLength });
  decipher.setAAD(about);
  decipher.setAuthTag(sealed.subarray(-tagLength));
  try {
    const plain = decipher.update(sealed.subarray(0, -tagLength));
    decipher.final();
    return plain;
  } catch (cause) {
    throw new DamagedFile("a record is not what was written", { cause });
  }
}
