/** A log in memory in which the events of the fixture's request stand among others, under a signed checkpoint. */
import { generateKeyPairSync } from "node:crypto";
import type { Event } from "../gdpr/event";
import { checkpointText } from "../log/checkpoint";
import { signNote, verifierOf, verifierText, type Signer, type Verifier } from "../log/note";
import { consistencyPath, grown, inclusionPath, leafHash, rootOf, type NodeOf } from "../log/tree";
import type { LogProofs } from "./format";

const name = "privacy.klangwerk.example/rightful";

/** Somebody who signs, and the key by which others know them. */
export function signer() {
  const key = generateKeyPairSync("ed25519").privateKey;
  const verifier = verifierOf(verifierText({ name, key }));
  if (!verifier) throw new Error("no key");
  const signers: readonly Signer[] = [{ name, key }];
  return { signers, sign: (text: string) => signNote(text, signers), keys: [verifier] as readonly Verifier[] };
}

/** Proofs of the first `covered` events; between them stand entries of others. `before` are sizes of checkpoints in letters. */
export function logWith(
  events: readonly Event[],
  covered: number,
  sign: (text: string) => string,
  before: readonly number[] = [],
): LogProofs {
  const others = (n: number) => leafHash(Buffer.from(`another event ${n}`));
  const leaves = events.slice(0, covered).flatMap(({ hash }, n) => [others(n), leafHash(Buffer.from(hash, "hex"))]);
  const nodes = new Map(
    grown(0, leaves, () => Buffer.alloc(0)).map((node) => [`${node.level}/${node.index}`, node.hash]),
  );
  const nodeOf: NodeOf = (level, index) => {
    const hash = nodes.get(`${level}/${index}`);
    if (!hash) throw new Error(`no node ${level}/${index}`);
    return hash;
  };
  const size = leaves.length;
  const entries = Array.from({ length: covered }, (_, n) => {
    const index = 2 * n + 1;
    return { index, path: inclusionPath(index, size, nodeOf).map((hash) => hash.toString("hex")) };
  });
  const checkpointAt = (at: number) => sign(checkpointText({ origin: name, size: at, root: rootOf(at, nodeOf) }));
  const earlier = before.map((at) => ({
    checkpoint: checkpointAt(at),
    proof: consistencyPath(at, size, nodeOf).map((hash) => hash.toString("hex")),
  }));
  return { checkpoint: checkpointAt(size), entries, earlier };
}
