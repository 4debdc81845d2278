import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Plan } from "../gdpr/plan-value";
import { chain, commit, hmac, letter, opening, plan as copied, reference, salt } from "./bundle.fixture";
import { readContainer, writeContainer, type Entry } from "./container";
import { sha256 } from "./digest";
import { jsonEntry } from "./format";
import { logWith, signer } from "./log.fixture";
import { verifyBundle } from "./verify";
import { proofBytes, type ProofInput } from "./write-proof";

const lines = Buffer.from('["order","1","a"]\n["order","2","b"]\n');
const list = createHmac("sha256", salt).update(lines).digest("hex");
const [first] = copied.decisions;
if (!first) throw new Error("no decision");
const plan: Plan = { ...copied, decisions: [{ ...first, action: "erase", count: 2, list }] };
const planned = hmac(salt, plan);
const events = chain((line) =>
  line[0] === "planned" ? ["planned", line[1], { plan: planned, decisions: 1, records: 2 }, commit(plan)] : line,
).filter(({ commit: committed }) => committed !== null);

function input(fields: Partial<ProofInput> = {}): ProofInput {
  return {
    reference,
    demo: true,
    madeAt: "2026-11-24T09:00:00.000Z",
    events,
    openings: [opening(2, plan), opening(5, letter)],
    log: null,
    lists: [{ decision: 0, lines }],
    receipt: Buffer.from("%PDF"),
    ...fields,
  };
}
const codes = async (bytes: Buffer, given = {}) =>
  (await verifyBundle(bytes, given)).problems.map(({ file, code }) => `${file} ${code}`);

/** The proof with one entry changed, and the manifest made to fit. */
function forged(change: (entry: Entry) => Buffer | null): Buffer {
  const [manifest, ...entries] = readContainer(proofBytes(input())).entries;
  const kept = entries.flatMap((entry) => {
    const bytes = change(entry);
    return bytes ? [{ name: entry.name, bytes }] : [];
  });
  const said = JSON.parse(manifest?.bytes.toString() ?? "") as Record<string, unknown>;
  const listed = kept.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }));
  return writeContainer([{ name: "manifest.json", bytes: jsonEntry({ ...said, entries: listed }) }, ...kept]);
}
const only = (name: string, change: (text: string) => string | null) =>
  forged((entry) => {
    const changed = entry.name === name ? change(entry.bytes.toString()) : entry.bytes.toString();
    return changed === null ? null : Buffer.from(changed);
  });

test("a proof is whole: what it opens is what the events committed to", async () => {
  const bytes = proofBytes(input());
  expect(await verifyBundle(bytes)).toMatchObject({ ok: true, kind: "proof", events: 2, demo: true, head: null });
  expect(readContainer(bytes).entries.map(({ name }) => name)).toEqual([
    "manifest.json",
    "receipt.pdf",
    "events.jsonl",
    "opening.json",
    "lists/0.jsonl",
    "letters/5-access.txt",
  ]);
  expect(proofBytes(input()).equals(bytes)).toBe(true);
});

test("a letter's head, and the place in the log under a key from elsewhere", async () => {
  const { sign, keys } = signer();
  const bytes = proofBytes(input({ log: logWith(events, 2, sign) }));
  const head = events[1]?.hash as string;
  expect(await verifyBundle(bytes, { keys, head })).toMatchObject({
    ok: true,
    headLine: 2,
    sealed: { events: 2, signed: true },
  });
  expect(await codes(bytes, { keys: signer().keys })).toEqual(["log.json not-signed"]);
  expect(await codes(proofBytes(input()), { keys })).toEqual(["log.json no-signature"]);
});

describe("what somebody changed is found", () => {
  test.each<[string, Buffer, string]>([
    ["a line of the list", only("lists/0.jsonl", (text) => text.replace('"2"', '"3"')), "lists/0.jsonl list-differs"],
    [
      "a line fewer",
      only("lists/0.jsonl", (text) => text.slice(0, text.indexOf("\n") + 1)),
      "lists/0.jsonl list-differs",
    ],
    [
      "the letter",
      only("letters/5-access.txt", (text) => text.replace("Ana", "Eva")),
      "letters/5-access.txt letter-differs",
    ],
    ["the letter left out", only("letters/5-access.txt", () => null), "letters/5-access.txt missing-entry"],
    ["what opens it", only("opening.json", (text) => text.replace("Ana", "Eva")), "opening.json wrong-opening"],
    ["an event", only("events.jsonl", (text) => text.replace('"records":2', '"records":9')), "events.jsonl wrong-hash"],
    [
      "an event left out",
      only("events.jsonl", (text) => text.slice(text.indexOf("\n") + 1)),
      "opening.json wrong-opening",
    ],
    ["the receipt left out", only("receipt.pdf", () => null), "receipt.pdf missing-entry"],
    ["no events", only("events.jsonl", () => ""), "events.jsonl empty"],
    ["no JSON", only("events.jsonl", () => "{\n{\n"), "events.jsonl not-json"],
  ])("%s", async (_, bytes, problem) => {
    expect(await codes(bytes)).toContain(problem);
  });

  test("a list of no decision, an entry of no kind, another request's events", async () => {
    expect(await codes(proofBytes(input({ lists: [{ decision: 1, lines }] })))).toContain("lists/1.jsonl list-differs");
    expect(await codes(proofBytes(input({ reference: "R-0000000000000000" })))).toContain("events.jsonl wrong-request");
  });

  test("each byte: none can be turned unseen", async () => {
    const bytes = proofBytes(input());
    const unseen: number[] = [];
    for (let at = 0; at < bytes.length; at += 7) {
      const turned = Buffer.from(bytes);
      turned[at] = (turned[at] ?? 0) ^ 1;
      if ((await verifyBundle(turned)).ok) unseen.push(at);
    }
    expect(unseen).toEqual([]);
  });
});
