/**
 * Art. 21(3), 25: whom the registry of stopped uses speaks of. An address or an account stands there as a keyed hash:
 * without `SUPPRESSION_KEY` nobody can find out whose it is, not even by trying every address.
 *
 * A mailing tool that compares by itself needs a key to compute the same hash. It gets another one, which follows from
 * `SUPPRESSION_KEY` and does not lead back to it: what the tool holds opens the file made for it, and nothing of the registry.
 */
import { hkdfSync } from "node:crypto";
import { keyedHash } from "./seal";

export type RegistrySubject = { account: string } | { email: string };

const registryKey = (): Buffer => Buffer.from(process.env.SUPPRESSION_KEY ?? "", "base64");

/** An address without the spaces and capitals people type. */
export const normalised = (email: string): string => email.trim().toLowerCase();

/** 32 bytes: HMAC-SHA-256 over the normalised address, or over "account:…". */
export function registrySubject(subject: RegistrySubject): Buffer<ArrayBuffer> {
  const text = "account" in subject ? `account:${subject.account}` : normalised(subject.email);
  return Buffer.from(keyedHash(registryKey(), text), "hex");
}

/** The 32 bytes that a mailing tool is given (HKDF-SHA-256, RFC 5869). */
export const exportKey = (): Buffer => Buffer.from(hkdfSync("sha256", registryKey(), "", "rightful export", 32));

/** 32 bytes: HMAC-SHA-256 over the normalised address under the export key. */
export const exportSubject = (email: string): Buffer<ArrayBuffer> =>
  Buffer.from(keyedHash(exportKey(), normalised(email)), "hex");
