/**
 * That the portal stands for a bundle: a C2SP signed note, `manifest.sig`, over the digest of `manifest.json`, which lists the
 * digest of every other entry. Two lines are signed, `<origin>/bundle` and the digest in hex: a checkpoint has a number of at most
 * 16 digits in its second line, so neither can ever be read as the other. The manifest of a customer's copy is signed alike,
 * under `<origin>/package`, so that it is no bundle's either.
 */
import { openNote, signNote, type Signer, type Verifier } from "../log/note";
import { sha256 } from "./digest";
import { names } from "./format";
import type { Report } from "./problem";

/**
 * `none`: nothing is signed. `not-checked`: no key was given, so nobody looked. `right`: a key that was given signed it.
 * `wrong`: it is no signature of this manifest, or none of a key that was given.
 */
export type Signature = "none" | "not-checked" | "right" | "wrong";

const longest = 10_000;

/** What is signed: the evidence of a request, or the copy that its person was given. */
export type Signed = "bundle" | "package";

const textOf = (origin: string, manifest: Buffer, of: Signed): string => `${origin}/${of}\n${sha256(manifest)}\n`;

/** The note under a manifest. While a key is changed both sign; throws when they are not of one log. */
export function signManifest(manifest: Buffer, signers: readonly Signer[], of: Signed = "bundle"): Buffer {
  const [origin, ...others] = new Set(signers.map(({ name }) => name));
  if (origin === undefined || others.length > 0) throw new Error("a manifest is signed for one log");
  return Buffer.from(signNote(textOf(origin, manifest, of), signers));
}

/** Whether the note is one over this manifest and, with keys from elsewhere, whether one of them signed it. */
export function verifySignature(
  manifest: Buffer,
  note: Buffer | undefined,
  keys: readonly Verifier[] | undefined,
  report: Report,
  of: Signed = "bundle",
): Signature {
  if (!note) {
    // With a key, silence would be taken for a signature.
    if (keys) report(names.signature, 0, "no-signature");
    return "none";
  }
  const text = note.toString("utf8");
  const origin = /^([^\s+]+)\/(?:bundle|package)\n/u.exec(text)?.[1] ?? "";
  if (note.length > longest || !Buffer.from(text).equals(note) || !isOver(text, textOf(origin, manifest, of), origin)) {
    report(names.signature, 0, "bad-signature");
    return "wrong";
  }
  if (!keys) return "not-checked";
  const opened = openNote(text, keys);
  if (opened.ok && opened.by.some(({ name }) => name === origin)) return "right";
  report(names.signature, 0, "not-signed");
  return "wrong";
}

/** A note of exactly this text, with lines of the log's own name alone, none of them twice. */
function isOver(note: string, text: string, origin: string): boolean {
  if (!origin || !note.startsWith(`${text}\n`)) return false;
  const opened = openNote(note, []);
  if (!opened.ok && opened.problem === "no-note") return false;
  const lines = note.slice(text.length + 1, -1).split("\n");
  return new Set(lines).size === lines.length && lines.every((line) => line.startsWith(`— ${origin} `));
}
