/** What people have from elsewhere: the checkpoint in an old letter, the copy that they were given. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkpointText } from "../log/checkpoint";
import { chain, evidence } from "./bundle.fixture";
import { sha256OfFile } from "./digest";
import type { LogProofs } from "./format";
import { logWith, signer } from "./log.fixture";
import { verifyBundle } from "./verify";
import { bundleBytes, sha256 } from "./write";

const { signers, sign, keys } = signer();
const log = logWith(chain(), 6, sign, [2, 3, 8]);
const [first, second, third] = log.earlier;
if (!first || !second || !third) throw new Error("no earlier checkpoints");
const origin = "privacy.klangwerk.example/rightful";
const verified = (proofs: LogProofs | null, given = {}) =>
  verifyBundle(bundleBytes(evidence({ log: proofs }), signers), given);
const codes = async (proofs: LogProofs | null, given = {}) =>
  (await verified(proofs, given)).problems.map(({ file, line, code }) => `${file}:${line} ${code}`);

describe("checkpoints of earlier letters", () => {
  test("are proved to be the log's beginning", async () => {
    expect(await verified(log, { keys })).toMatchObject({ ok: true, sealed: { size: 12, earlier: 3 } });
  });

  const cases: [string, LogProofs["earlier"], string][] = [
    ["in another order", [second, first, third], "log.json:2 wrong-earlier"],
    ["twice", [first, first], "log.json:2 wrong-earlier"],
    ["with the proof of another", [first, { ...second, proof: third.proof }], "log.json:2 wrong-earlier"],
    ["without its proof", [{ ...second, proof: [] }], "log.json:1 wrong-earlier"],
    ["with a proof that goes on", [{ ...first, proof: [...first.proof, "0".repeat(64)] }], "log.json:1 wrong-earlier"],
    ["with another root", [{ ...first, checkpoint: sign(checkpointText({ origin, size: 2, root: Buffer.alloc(32) })) }], "log.json:1 wrong-earlier"],
    ["that is the one of the bundle", [{ checkpoint: log.checkpoint, proof: [] }], "log.json:1 wrong-earlier"],
    ["that is none", [{ ...first, checkpoint: "none" }], "log.json:1 wrong-earlier"],
  ]; // prettier-ignore
  test.each(cases)("one %s is found", async (_what, earlier, code) => {
    expect(await codes({ ...log, earlier })).toEqual([code]);
  });
});

describe("a checkpoint that somebody kept", () => {
  const other = (size: number) => sign(checkpointText({ origin, size, root: Buffer.alloc(32, 1) }));
  const cases: [string, string, string, string[]][] = [
    ["that of the bundle", log.checkpoint, "same", []],
    ["one of a letter", second.checkpoint, "continued", []],
    ["one of a letter, with another root", other(3), "contradicted", ["checkpoint:0 other-checkpoint"]],
    ["that of the bundle, with another root", other(12), "contradicted", ["checkpoint:0 other-checkpoint"]],
    ["one that no letter held", other(5), "unknown", ["checkpoint:0 unknown-checkpoint"]],
    ["one that is later", other(13), "unknown", ["checkpoint:0 unknown-checkpoint"]],
  ];
  test.each(cases)("%s", async (_what, checkpoint, is, found) => {
    expect(await verified(log, { keys, checkpoint })).toMatchObject({ checkpoint: { origin, is } });
    expect(await codes(log, { keys, checkpoint })).toEqual(found);
  });

  test("is not taken for continued where the bundle does not prove it", async () => {
    const unproved = { ...log, earlier: [{ ...second, proof: [] }] };
    expect(await codes(unproved, { checkpoint: second.checkpoint })).toContain("checkpoint:0 unknown-checkpoint");
    expect(await codes(null, { checkpoint: second.checkpoint })).toEqual(["checkpoint:0 unknown-checkpoint"]);
  });

  test("has to be signed by a key that was given, and has to be one", async () => {
    const stranger = signer().sign(second.checkpoint.slice(0, second.checkpoint.indexOf("\n\n") + 1));
    expect(await codes(log, { keys, checkpoint: stranger })).toEqual(["checkpoint:0 not-signed"]);
    expect(await codes(log, { checkpoint: stranger })).toEqual([]);
    expect(await codes(log, { checkpoint: "hello\n" })).toEqual(["checkpoint:0 bad-checkpoint"]);
  });
});

describe("a copy that somebody has", () => {
  const copy = sha256(Buffer.from("a copy"));
  const packed = evidence({ events: chain(undefined, { packed: copy }), log: null });
  const delivered = evidence({ events: chain(undefined, { packed: copy, delivered: copy }), log: null });
  const look = (input: typeof packed, digest: string) => verifyBundle(bundleBytes(input), { copy: digest });

  test("is the one that was delivered, and two events say so", async () => {
    expect(await look(delivered, copy)).toMatchObject({ ok: true, copy: { sha256: copy, packed: 6, delivered: 8 } });
  });

  test("was packed, and not delivered", async () => {
    const { copy: found, problems } = await look(packed, copy);
    expect(found).toEqual({ sha256: copy, packed: 6, delivered: null });
    expect(problems).toEqual([{ file: "events.jsonl", line: 6, code: "copy-not-delivered" }]);
  });

  test("is another one", async () => {
    const { copy: found, problems } = await look(delivered, "0".repeat(64));
    expect(found).toEqual({ sha256: "0".repeat(64), packed: null, delivered: null });
    expect(problems).toEqual([{ file: "copy", line: 0, code: "other-copy" }]);
  });

  test("cannot be judged by a chain that is broken", async () => {
    const bytes = bundleBytes(delivered);
    bytes.write("letter", bytes.indexOf("portal"));
    expect(await verifyBundle(bytes, { copy })).toMatchObject({ ok: false, copy: null });
  });

  test("is read as a stream", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rightful-copy-"));
    const bytes = Buffer.alloc(3_000_000, "abc");
    await writeFile(join(folder, "copy.zip"), bytes);
    expect(await sha256OfFile(join(folder, "copy.zip"))).toBe(sha256(bytes));
    await rm(folder, { recursive: true });
  });
});
