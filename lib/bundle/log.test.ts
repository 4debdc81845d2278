import { describe, expect, test } from "vitest";
import { chain, evidence } from "./bundle.fixture";
import { readContainer } from "./container";
import type { LogProofs } from "./format";
import { logWith, signer } from "./log.fixture";
import { verifyBundle } from "./verify";
import { bundleBytes } from "./write";

const { signers, sign, keys } = signer();
const events = chain();
const log = logWith(events, 6, sign);
const sealed = { events: 6, origin: "privacy.klangwerk.example/rightful", size: 12, earlier: 0 };
const verified = (proofs: LogProofs, given = {}) =>
  verifyBundle(bundleBytes(evidence({ log: proofs }), signers), given);
const codes = async (proofs: LogProofs, given = {}) => [
  ...new Set((await verified(proofs, given)).problems.map(({ file, code }) => `${file} ${code}`)),
];

describe("a bundle with its place in the log", () => {
  test("says which events the checkpoint covers, and who signed it only to who brought a key", async () => {
    expect(await verified(log)).toMatchObject({ ok: true, sealed: { ...sealed, signed: null } });
    expect(await verified(log, { keys })).toMatchObject({ ok: true, sealed: { ...sealed, signed: true } });
    const names = readContainer(bundleBytes(evidence({ log }), signers)).entries.map(({ name }) => name);
    expect(names).toEqual(["manifest.json", "manifest.sig", "events.jsonl", "approvals.json", "log.json", "plan.json"]);
  });

  test("a checkpoint that nobody known signed, or that says another thing than was signed", async () => {
    expect(await codes(log, { keys: signer().keys })).toEqual(["manifest.sig not-signed", "log.json not-signed"]);
    expect(await codes({ ...log, checkpoint: log.checkpoint.replace("\n12\n", "\n11\n") }, { keys })).toEqual([
      "log.json not-signed",
      "log.json wrong-proof",
    ]);
    expect(await codes({ ...log, checkpoint: "none" })).toEqual(["log.json bad-checkpoint"]);
  });

  test("an event that is not where the log is said to have it", async () => {
    const [first, second, ...rest] = log.entries;
    if (!first || !second) throw new Error("no entries");
    const wrong: LogProofs["entries"][] = [
      [second, first, ...rest],
      [first, first, ...rest],
      [{ ...first, index: 0 }, second, ...rest],
      [{ ...first, path: first.path.slice(1) }, second, ...rest],
      [...log.entries, ...log.entries],
    ];
    for (const entries of wrong) expect(await codes({ ...log, entries })).toEqual(["log.json wrong-proof"]);
  });

  test("an event that was altered with the whole chain after it contradicts the log", async () => {
    const altered = chain((line, i) => {
      if (i !== 3) return line;
      const [fact, , data, commit] = line;
      return [fact, "c".repeat(32), data, commit];
    });
    const approvals = evidence().approvals.map((one) => ({ ...one, by: "c".repeat(32) }));
    const bytes = bundleBytes(evidence({ events: altered, approvals, log }), signers);
    const { problems } = await verifyBundle(bytes, { keys });
    expect(problems.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      "log.json:4 wrong-proof",
      "log.json:5 wrong-proof",
      "log.json:6 wrong-proof",
    ]);
  });
});
