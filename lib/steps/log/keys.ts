/**
 * The keys that sign checkpoints. They lie outside the database, in the environment of the worker alone: whoever owns the
 * database cannot sign, and the web process cannot either.
 */
import { createPrivateKey } from "node:crypto";
import { verifierOf, verifierText, type Signer, type Verifier } from "../../log/note";

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

/**
 * Whose signatures count here: the keys of this process and those before them, whose texts stand in `LOG_KEYS_BEFORE` with
 * commas between. Never what the database says. Throws where one is no such text.
 */
export function trustedKeys(): Verifier[] {
  const before = (process.env.LOG_KEYS_BEFORE ?? "").split(",").filter((text) => text.trim() !== "");
  return [...logVerifiers(), ...before].map((text, at) => {
    const verifier = verifierOf(text);
    if (!verifier)
      throw new Error(`LOG_KEYS_BEFORE: number ${at + 1 - logVerifiers().length} is no key as log key prints it.`);
    return verifier;
  });
}
