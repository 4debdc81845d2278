/**
 * Keys of records. They stand in the erasure journal without encryption, so no key may say who it is: a key with an address
 * in it, or one that the policy calls `sealed` (a hash of an address can be guessed), is encrypted under the portal's own
 * secret. Always to the same text, because a record must have one key; only the portal can read it back, which it must to
 * write, and to write again after a backup was restored.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import type { SourceTools } from "../source";
import { secretOf } from "./credentials";

const mark = "~";

export type Keys = {
  /** The key of these fields in a part. */
  key(part: string, fields: readonly string[], sealed: boolean): string;
  /** The fields of a key. Throws on one that this source did not write. */
  fields(part: string, key: string, count: number): string[];
  /** A name under which something is remembered about a key, without the key. */
  name(part: string, key: string): string;
};

/** Keys of the source `source`. The secret is read when it is first needed. */
export function keysOf(source: string, tools: Pick<SourceTools, "secret">): Keys {
  const derived = (use: string) => {
    const secret = Buffer.from(secretOf(tools, "SUPPRESSION_KEY"), "base64");
    return Buffer.from(hkdfSync("sha256", secret, "", `rightful-source-key-v1 ${use}`, 32));
  };
  const label = (part: string) => Buffer.from(JSON.stringify([source, part]));
  const seal = (part: string, text: string): string => {
    // The nonce follows from the text (as in RFC 5297), so that the same text always gives the same key.
    const nonce = createHmac("sha256", derived("nonce")).update(label(part)).update(text).digest().subarray(0, 12);
    const cipher = createCipheriv("aes-256-gcm", derived("seal"), nonce).setAAD(label(part));
    const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return mark + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
  };
  const unseal = (part: string, key: string): string => {
    const bytes = Buffer.from(key.slice(mark.length), "base64url");
    const decipher = createDecipheriv("aes-256-gcm", derived("seal"), bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(label(part)).setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  };
  return {
    key(part, fields, sealed) {
      const [only = ""] = fields;
      const text = fields.length === 1 ? only : JSON.stringify(fields);
      return sealed || text.includes("@") || text.startsWith(mark) ? seal(part, text) : text;
    },
    fields(part, key, count) {
      const text = key.startsWith(mark) ? unseal(part, key) : key;
      const fields: unknown = count === 1 ? [text] : JSON.parse(text);
      const fits = Array.isArray(fields) && fields.length === count && fields.every((one) => typeof one === "string");
      if (!fits) throw new Error(`a listed key does not fit ${part} of ${source}`);
      return fields;
    },
    name: (part, key) =>
      createHmac("sha256", derived("name")).update(label(part)).update(key).digest("hex").slice(0, 32),
  };
}
