/** By what a request is found when somebody names their address: a keyed hash of it, alike however its letters are written. */
import { keyedHash, masterKey } from "./seal";

/** 32 bytes; of no address sixteen zero bytes, which no address has. */
export function contactHash(email: string | null): Buffer<ArrayBuffer> {
  if (email === null) return Buffer.alloc(16);
  return Buffer.from(keyedHash(masterKey("contact address"), email.trim().toLowerCase()), "hex");
}
