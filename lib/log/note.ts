/**
 * Signed notes (C2SP signed-note, version 1): a text, an empty line, and a line for each signature, readable in a mail and
 * on paper. Of the signature types only Ed25519 (0x01, RFC 8032) is spoken; lines of unknown keys are left aside, as the
 * specification wants.
 */
import { createHash, createPublicKey, sign as signWith, verify as verifyWith, type KeyObject } from "node:crypto";

/** A key that signs. `name` says whose it is: neither blanks nor a plus sign. */
export type Signer = { name: string; key: KeyObject };
/** A key that is trusted, as its text `<name>+<hash>+<key>` said. */
export type Verifier = { name: string; id: string; key: KeyObject };
export type NoteProblem = "no-note" | "no-known-signature" | "wrong-signature";
export type OpenedNote = { ok: true; text: string; by: Verifier[] } | { ok: false; problem: NoteProblem };

const ed25519 = 1;
const longest = 1_000_000;
const isName = (name: string): boolean => /^[^\s+]+$/u.test(name);

/** The raw 32 bytes of an Ed25519 public key: the end of its DER. */
function rawOf(key: KeyObject): Buffer {
  if (key.asymmetricKeyType !== "ed25519") throw new TypeError("only Ed25519 keys sign notes");
  const open = key.type === "private" ? createPublicKey(key) : key;
  return open.export({ type: "spki", format: "der" }).subarray(-32);
}

const derOf = (raw: Uint8Array): Buffer => Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]);

/** The first four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ key), as hex: which key a line is of, not a proof of it. */
function idOf(name: string, raw: Uint8Array): string {
  const hash = createHash("sha256").update(`${name}\n`).update(Buffer.of(ed25519)).update(raw);
  return hash.digest().subarray(0, 4).toString("hex");
}

/** The text by which a key is given to others: `<name>+<hash>+<base64 of 0x01 and the key>`. Takes either half of a key. */
export function verifierText({ name, key }: Signer): string {
  if (!isName(name)) throw new TypeError("the name of a key has neither blanks nor a plus sign");
  const raw = rawOf(key);
  return `${name}+${idOf(name, raw)}+${Buffer.concat([Buffer.of(ed25519), raw]).toString("base64")}`;
}

/** Reads such a text; null where it is none, or its hash is not that of its key. */
export function verifierOf(text: string): Verifier | null {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/u.exec(text.trim()) ?? [];
  if (!name || !id || !encoded) return null;
  const bytes = Buffer.from(encoded, "base64");
  const raw = bytes.subarray(1);
  if (bytes.length !== 33 || bytes[0] !== ed25519 || idOf(name, raw) !== id) return null;
  return { name, id, key: createPublicKey({ key: derOf(raw), format: "der", type: "spki" }) };
}

/** The note of `text`, signed by each. Throws on a text that is no note's: it ends with a line feed and has no control characters. */
export function signNote(text: string, signers: readonly Signer[]): string {
  if (!isText(text))
    throw new TypeError("the text of a note ends with a line feed and has no other control characters");
  const lines = signers.map(({ name, key }) => {
    const id = Buffer.from(idOf(name, rawOf(key)), "hex");
    const signed = Buffer.concat([id, signWith(null, Buffer.from(text), key)]);
    return `— ${name} ${signed.toString("base64")}\n`;
  });
  return `${text}\n${lines.join("")}`;
}

const isText = (text: string): boolean => text.endsWith("\n") && !/[\u0000-\u0009\u000b-\u001f\ufffd]/.test(text);

/**
 * Opens a note: every line of a known key must be right, and at least one must be there. A text that has a wrong signature
 * of a known key is refused, whatever else signs it.
 */
export function openNote(note: string, known: readonly Verifier[]): OpenedNote {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2);
  if (note.length > longest || end < 0 || !isText(text) || !lines.endsWith("\n"))
    return { ok: false, problem: "no-note" };
  const by: Verifier[] = [];
  for (const line of lines.slice(0, -1).split("\n")) {
    const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
    const bytes = Buffer.from(encoded ?? "", "base64");
    if (!name || bytes.length < 5 || bytes.toString("base64") !== encoded) return { ok: false, problem: "no-note" };
    const verifier = known.find((one) => one.name === name && one.id === bytes.subarray(0, 4).toString("hex"));
    if (!verifier || by.includes(verifier)) continue;
    if (!verifyWith(null, Buffer.from(text), verifier.key, bytes.subarray(4)))
      return { ok: false, problem: "wrong-signature" };
    by.push(verifier);
  }
  return by.length === 0 ? { ok: false, problem: "no-known-signature" } : { ok: true, text, by };
}
