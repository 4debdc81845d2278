/**
 * The certificate of a processor (OpenDSR 2.0, 4.1; RFC 5280): in its time, for its domain, and resting on a root or a
 * public key that the policy names. Whether it was revoked is not asked: a key that must not be used any more is taken out
 * of the policy or its root out of the environment.
 */
import { createHash, X509Certificate } from "node:crypto";

export type Trust = { roots: readonly X509Certificate[] } | { keys: readonly string[] };
export type Wrong = "unreadable" | "out-of-time" | "other-domain" | "not-trusted";

const longestChain = 5;

/** The certificates of a text in PEM, or of one in DER. Empty when there is none. */
export function certificatesIn(bytes: Buffer): X509Certificate[] {
  const blocks = bytes.toString("latin1").match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  try {
    return blocks ? blocks.map((block) => new X509Certificate(block)) : [new X509Certificate(bytes)];
  } catch {
    return [];
  }
}

/** SHA-256 of the public key (SubjectPublicKeyInfo), base64: what a policy pins. */
export const keyHash = ({ publicKey }: X509Certificate): string =>
  createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64");

/** What is wrong with the first of these certificates, the others being those between it and a root; null when nothing. */
export function wrongWith(
  chain: readonly X509Certificate[],
  { domain, trust, now }: { domain: string; trust: Trust; now: Date },
): Wrong | null {
  const [own, ...between] = chain;
  if (!own) return "unreadable";
  if (!inTime(own, now)) return "out-of-time";
  if (!isFor(own, domain)) return "other-domain";
  if ("keys" in trust) return trust.keys.includes(keyHash(own)) ? null : "not-trusted";
  return restsOn(own, between, trust.roots, now) ? null : "not-trusted";
}

const inTime = ({ validFrom, validTo }: X509Certificate, now: Date): boolean =>
  new Date(validFrom) <= now && now <= new Date(validTo);

/** By its alternative names alone: a common name says nothing (RFC 9525, 6.3). */
const isFor = (certificate: X509Certificate, domain: string): boolean =>
  certificate.checkHost(domain, { subject: "never" }) !== undefined;

function restsOn(
  own: X509Certificate,
  between: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  now: Date,
): boolean {
  let at = own;
  for (let step = 0; step < longestChain; step += 1) {
    if (roots.some((root) => inTime(root, now) && issued(root, at))) return true;
    const next = between.find((one) => one.ca && inTime(one, now) && one.raw.compare(at.raw) !== 0 && issued(one, at));
    if (!next) return false;
    at = next;
  }
  return false;
}

const issued = (issuer: X509Certificate, certificate: X509Certificate): boolean =>
  issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
