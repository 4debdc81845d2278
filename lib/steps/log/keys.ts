/**
 * The keys that sign checkpoints. They lie outside the database, in the environment of the worker alone: whoever owns the
 * database cannot sign, and the web process cannot either.
 */
import { createPrivateKey } from "node:crypto";
import { verifierText, type Signer } from "../../log/note";

/** Which log this is: the host that people know the portal by. */
export function logOrigin(): string {
  return `${new URL(process.env.APP_URL ?? "http://localhost").host}/rightful`;
}

/**
 * The keys of this process, the current one first: `LOG_KEY`, and while it is being changed `LOG_KEY_NEXT`, which then signs as
 * well. Throws with a clear sentence where the first is missing or either is no key.
 */
export function logSigners(): Signer[] {
  return ["LOG_KEY", "LOG_KEY_NEXT"].flatMap((name) => {
    const text = process.env[name];
    if (!text && name === "LOG_KEY_NEXT") return [];
    return [{ name: logOrigin(), key: keyOf(name, text ?? "") }];
  });
}

function keyOf(name: string, text: string) {
  try {
    const key = createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // What is wrong with it stays unsaid: the message of a parser may quote a key.
  }
  throw new Error(
    `${name} is missing or no Ed25519 key: openssl genpkey -algorithm ed25519 -outform DER | base64 -w0 makes one.`,
  );
}

/** The texts by which others know these keys. */
export const logVerifiers = (): string[] => logSigners().map(verifierText);
