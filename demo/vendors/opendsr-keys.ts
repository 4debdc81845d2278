/**
 * A certificate authority and a certificate for one domain, made anew: what a stand-in signs its answers with (RFC 5280,
 * ECDSA on P-256 with SHA-256). Node signs; only the few fields that such a certificate needs are put together here.
 */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

const day = 86_400_000;

/** All in PEM. */
export type Keys = {
  /** The certificate of the domain, then of the authority between it and the root. */
  chain: string;
  root: string;
  /** The private key of the domain (PKCS #8). */
  key: string;
};

export type Signer = Omit<Keys, "key"> & {
  /** Base64, over the raw bytes. */
  sign(body: Buffer): string;
};

type Owner = { name: string; keys: { publicKey: KeyObject; privateKey: KeyObject } };

/** Signs with keys that were made before. */
export const signing = ({ chain, root, key }: Keys): Signer => ({
  chain,
  root,
  sign: (body) => sign("sha256", body, key).toString("base64"),
});

export const signer = (domain: string, days?: Days): Signer => signing(keysFor(domain, days));

/** The days from today on which the certificate of the domain begins and ends to hold. */
type Days = { from?: number; days?: number };

export function keysFor(domain: string, { from = -1, days = 365 }: Days = {}): Keys {
  const owner = (name: string): Owner => ({ name, keys: generateKeyPairSync("ec", { namedCurve: "P-256" }) });
  const root = owner(`Root for ${domain}`);
  const between = owner(`Authority for ${domain}`);
  const own = owner(domain);
  const long = { from: Math.min(from, -10), days: Math.max(days, 3650) };
  return {
    chain: certificate(own, between, { from, days }, domain) + certificate(between, root, long),
    root: certificate(root, root, long),
    key: own.keys.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}

/** With a domain it is for that domain, without one it is an authority. */
function certificate(of: Owner, by: Owner, { from, days }: { from: number; days: number }, domain?: string): string {
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    named(by.name),
    sequence(time(from), time(days)),
    named(of.name),
    of.keys.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(domain === undefined ? isAuthority : isFor(domain))),
  );
  const signature = sign("sha256", body, by.keys.privateKey);
  const whole = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
/** ecdsa-with-SHA256. */
const algorithm = sequence(oid("2a8648ce3d040302"));
const named = (name: string): Buffer => sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(name)))));

/** GeneralizedTime, in whole seconds. */
const time = (days: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(Date.now() + days * day).toISOString().replace(/\D/g, "").slice(0, 14)}Z`));

const critical = der(0x01, Buffer.from([0xff]));
/** basicConstraints: an authority. */
const isAuthority = sequence(oid("551d13"), critical, der(0x04, sequence(critical)));
/** subjectAltName: one domain. */
const isFor = (domain: string): Buffer =>
  sequence(oid("551d11"), der(0x04, sequence(der(0x82, Buffer.from(domain, "latin1")))));
