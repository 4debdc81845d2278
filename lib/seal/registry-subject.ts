/**
 * Art. 21(3), 25: whom the registry of stopped uses speaks of. An address or an account stands there as a keyed hash:
 * without `SUPPRESSION_KEY` nobody can find out whose it is, not even by trying every address.
 */
import { keyedHash } from "./seal";

export type RegistrySubject = { account: string } | { email: string };

/** 32 bytes: HMAC-SHA-256 over the address without the spaces and capitals people type, or over "account:…". */
export function registrySubject(subject: RegistrySubject): Buffer<ArrayBuffer> {
  const key = Buffer.from(process.env.SUPPRESSION_KEY ?? "", "base64");
  const text = "account" in subject ? `account:${subject.account}` : subject.email.trim().toLowerCase();
  return Buffer.from(keyedHash(key, text), "hex");
}
