/**
 * OpenDSR 2.0, 8.8: who sent a body, from two headers and the raw bytes. Nothing is parsed before its signature is right.
 * The names that the headers had before are honoured (10.1); a body's own `processor_signature` is never looked at.
 */
import { verify, type X509Certificate } from "node:crypto";
import type { Headers } from "./call";

const names = ["opendsr", "opencompliance", "opengdpr"] as const;

/** The domain and the signature that came with a body; null when there is none, or not one of each. */
export function signedBy(headers: Headers): { domain: string; signature: Buffer } | null {
  for (const name of names) {
    const domain = headers[`x-${name}-processor-domain`];
    const signature = headers[`x-${name}-signature`];
    if (typeof domain === "string" && typeof signature === "string")
      return { domain: domain.trim().toLowerCase(), signature: Buffer.from(signature.replace(/\s/g, ""), "base64") };
  }
  return null;
}

/** Whether the key of this certificate signed exactly these bytes, with SHA-256. */
export function isSigned(body: Buffer, signature: Buffer, { publicKey }: X509Certificate): boolean {
  if (!["rsa", "ec"].includes(publicKey.asymmetricKeyType ?? "")) return false;
  try {
    return verify("sha256", body, publicKey, signature);
  } catch {
    return false;
  }
}
