/** What somebody could hand in who wants to break the verifier: each has a name, nothing throws, nothing takes long. */
import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { chain, evidence } from "./bundle.fixture";
import { mostBytes, readContainer, writeContainer, type Entry } from "./container";
import { sha256 } from "./digest";
import { jsonEntry } from "./format";
import { logWith, signer } from "./log.fixture";
import { verifyBundle } from "./verify";
import { bundleBytes } from "./write";

const { signers, sign, keys } = signer();
const good = bundleBytes(evidence({ personal: true, log: logWith(chain(), 6, sign, [3]) }), signers);
const entries = readContainer(good).entries;
const codes = async (bytes: Buffer, given = {}) => {
  const began = performance.now();
  const { ok, problems } = await verifyBundle(bytes, given);
  expect(ok).toBe(false);
  expect(performance.now() - began).toBeLessThan(15_000);
  return problems.map(({ file, line, code }) => `${file}:${line} ${code}`);
};

type Header = { name: string; content: Buffer; method?: number; size?: number; stored?: number; extra?: number };

/** A local header with anything in it, and what follows. */
function local({
  name,
  content,
  method = 0,
  size = content.length,
  stored = content.length,
  extra = 0,
}: Header): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(method, 8);
  head.writeUInt16LE(0x21, 12);
  head.writeUInt32LE(crc32(content), 14);
  head.writeUInt32LE(stored, 18);
  head.writeUInt32LE(size, 22);
  head.writeUInt16LE(Buffer.byteLength(name), 26);
  head.writeUInt16LE(extra, 28);
  return Buffer.concat([head, Buffer.from(name), content]);
}

/** The good bundle with the content of some entries exchanged, container and digests made to fit. */
function forged(change: Record<string, string | Buffer>, manifest: object = {}): Buffer {
  const changed = entries
    .filter(({ name }) => name !== "manifest.json" && name !== "manifest.sig")
    .map(({ name, bytes }): Entry => ({ name, bytes: Buffer.from(change[name] ?? bytes) }));
  const listed = changed.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }));
  const old = JSON.parse(entries[0]?.bytes.toString() ?? "") as object;
  const first = { name: "manifest.json", bytes: jsonEntry({ ...old, entries: listed, ...manifest }) };
  return writeContainer([first, ...changed]);
}

describe("a container", () => {
  const bomb = deflateRawSync(Buffer.alloc(200_000_000), { level: 9 });
  const names = ["/etc/passwd", "../../x", "c:\\x", "a\u0000b", "manifest.json/", "MANIFEST.JSON", "ä.json", ".hidden"];
  const cases: [string, Buffer, string][] = [
    ["no ZIP", Buffer.from("%PDF-1.7\n"), "not-a-bundle"],
    ["a ZIP of nothing", Buffer.from(`504b0506${"00".repeat(18)}`, "hex"), "not-a-bundle"],
    ["a header and nothing behind it", good.subarray(0, 30), "not-a-bundle"],
    ["a bomb", local({ name: "manifest.json", content: bomb, method: 8, size: 200_000_000 }), "container-altered"],
    ["a size of four gigabytes", local({ name: "manifest.json", content: Buffer.alloc(9), stored: 0xffffffff }), "not-a-bundle"],
    ["a size that is a little too large", local({ name: "manifest.json", content: Buffer.alloc(9), stored: 10 }), "not-a-bundle"],
    ["an extra field beyond the end", local({ name: "manifest.json", content: Buffer.alloc(9), extra: 0xffff }), "not-a-bundle"],
    ["the same name twice", Buffer.concat([good.subarray(0, good.indexOf("PK\u0001\u0002", 0, "latin1")), local({ name: "plan.json", content: Buffer.alloc(1) })]), "bad-name"],
    ["hundreds of entries", Buffer.concat(Array.from({ length: 300 }, (_, n) => local({ name: `e${n}`, content: Buffer.alloc(0) }))), "too-large"],
    ["more bytes than a bundle has", Buffer.concat([good, Buffer.alloc(mostBytes)]), "too-large"],
    ["another ZIP behind it", Buffer.concat([good, good]), "container-altered"],
    ["something before it", Buffer.concat([Buffer.from("#!/bin/sh\n"), good]), "not-a-bundle"],
    ...names.map((name): [string, Buffer, string] => [`an entry called ${JSON.stringify(name)}`, local({ name, content: Buffer.alloc(1) }), "bad-name"]),
  ]; // prettier-ignore
  test.each(cases)("%s", async (_what, bytes, code) => {
    expect(await codes(bytes)).toContain(`container:0 ${code}`);
    expect(await codes(bytes, { keys, checkpoint: "", copy: "0".repeat(64) })).toContain(`container:0 ${code}`);
  });
});

describe("contents", () => {
  const deep = `${"[".repeat(1_000_000)}`;
  const cases: [string, Buffer, string][] = [
    ["another version", forged({}, { format: "rightful-bundle-v2" }), "manifest.json:0 bad-shape"],
    ["a field nobody knows", forged({}, { more: 1 }), "manifest.json:0 bad-shape"],
    ["an event of another version", forged({ "events.jsonl": (entries.find(({ name }) => name === "events.jsonl")?.bytes.toString() ?? "").replaceAll('"v":1}', '"v":2}') }), "events.jsonl:1 bad-shape"],
    ["a manifest without the events", writeContainer(entries.filter(({ name }) => name !== "events.jsonl")), "events.jsonl:0 missing-entry"],
    ["no manifest", writeContainer(entries.slice(1)), "manifest.json:0 missing-entry"],
    ["nesting in the events", forged({ "events.jsonl": `${deep}\n` }), "events.jsonl:0 too-large"],
    ["nesting in the plan", forged({ "plan.json": deep }), "plan.json:0 not-json"],
    ["more lines than there are events", forged({ "events.jsonl": "\n".repeat(200_000) }), "events.jsonl:0 too-large"],
    ["lines that are nothing", forged({ "events.jsonl": "{}\n[]\nnull\n1\n\n" }), "events.jsonl:1 bad-shape"],
    ["a prototype", forged({ "events.jsonl": '{"__proto__":{"v":1},"constructor":1}\n' }), "events.jsonl:1 bad-shape"],
    ["numbers without end", forged({ "approvals.json": `[${"9".repeat(100_000)}]\n` }), "approvals.json:0 not-canonical"],
    ["a payload without end", forged({ "opening.json": `[{"payload":1e999,"salt":"${"0".repeat(128)}","seq":5}]\n` }), "opening.json:0 not-canonical"],
    ["bytes that are no text", forged({ "plan.json": Buffer.from([0xff, 0xfe, 0x0a]) }), "plan.json:0 not-json"],
    ["a log without entries", forged({ "log.json": '{"checkpoint":"","earlier":[],"entries":[]}\n' }), "log.json:0 bad-checkpoint"],
    ["a log of nothing", forged({ "log.json": "{}\n" }), "log.json:0 bad-shape"],
    ["a letter whose table has no end", forged({ "opening.json": endless() }), "opening.json:0 wrong-opening"],
  ]; // prettier-ignore
  test.each(cases)("%s", async (_what, bytes, code) => {
    expect(await codes(bytes)).toContain(code);
    expect((await codes(bytes, { keys })).length).toBeGreaterThan(0);
  });
});

/** A small payload that would make a text of many gigabytes. */
function endless(): string {
  const row = Array.from({ length: 1 }, () => "x");
  const table = { head: ["h".repeat(1_000_000)], rows: Array.from({ length: 100_000 }, () => row) };
  const payload = { kind: "access", language: "en", title: "t", blocks: [{ table }] };
  return jsonEntry([{ payload, salt: "0".repeat(128), seq: 5 }]).toString();
}
