import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { fromBuffer, type Entry as ZipEntry } from "yauzl";
import { describe, expect, test } from "vitest";
import { renderText } from "../letters/render";
import { chain, evidence, letter } from "./bundle.fixture";
import { mostBytes, mostEntries, readContainer, writeContainer, type Entry } from "./container";
import { jsonEntry } from "./format";
import { verifyBundle } from "./verify";
import { bundleBytes, sha256 } from "./write";

const codes = async (bytes: Buffer, given = {}) =>
  (await verifyBundle(bytes, given)).problems.map(({ file, line, code }) => `${file}:${line} ${code}`);
const whole = bundleBytes(evidence());
const personal = bundleBytes(evidence({ personal: true }));

/** A bundle whose entries were exchanged and whose container and manifest were made to fit again. */
function forged(bytes: Buffer, change: (name: string, content: string) => string | null): Buffer {
  const [first, ...rest] = readContainer(bytes).entries;
  const entries = rest.flatMap(({ name, bytes: old }): Entry[] => {
    const content = change(name, old.toString());
    return content === null ? [] : [{ name, bytes: Buffer.from(content) }];
  });
  const listed = entries.map(({ name, bytes: content }) => ({ name, bytes: content.length, sha256: sha256(content) }));
  const manifest = { ...JSON.parse(first?.bytes.toString() ?? ""), entries: listed };
  return writeContainer([{ name: "manifest.json", bytes: jsonEntry(manifest) }, ...entries]);
}

describe("a bundle", () => {
  test("is whole, with and without letters, as bytes and as a file", async () => {
    const head = chain().at(-1)?.hash;
    expect(await verifyBundle(whole)).toEqual({
      ok: true,
      kind: "bundle",
      problems: [],
      head,
      events: 7,
      demo: true,
      signature: "none",
      sealed: null,
      headLine: null,
      checkpoint: null,
      copy: null,
    });
    expect(await verifyBundle(personal)).toMatchObject({ ok: true, problems: [] });
    const folder = await mkdtemp(join(tmpdir(), "rightful-bundle-"));
    await writeFile(join(folder, "b.zip"), whole);
    expect((await verifyBundle(join(folder, "b.zip"))).ok).toBe(true);
    await rm(folder, { recursive: true });
  });

  test("is the same bytes for the same evidence, and an ordinary ZIP to others", async () => {
    expect(bundleBytes(evidence()).equals(whole)).toBe(true);
    const zip = await promisify(fromBuffer)(personal);
    const entries: ZipEntry[] = [];
    await new Promise((resolve) => zip?.on("entry", (entry: ZipEntry) => entries.push(entry)).on("end", resolve));
    expect(entries.map(({ fileName }) => fileName)).toEqual([
      "manifest.json",
      "events.jsonl",
      "approvals.json",
      "plan.json",
      "opening.json",
      "letters/5-access.txt",
    ]);
    expect(
      entries.every(({ compressionMethod, extraFieldLength }) => compressionMethod === 0 && extraFieldLength === 0),
    ).toBe(true);
  });

  test("without letters holds nothing of the person", () => {
    expect(whole.toString("latin1")).not.toMatch(/Ana|copy is ready|salt/);
    expect(personal.toString("latin1")).toContain(renderText(letter));
  });

  test("holds the report for people who read before what is personal, and only its digest is checked", async () => {
    const report = { html: Buffer.from("<p>all is well</p>"), pdf: Buffer.from("%PDF-1.7") };
    for (const fields of [{}, { personal: true }, { shredded: true, plan: null, approvals: [] }])
      expect(await codes(bundleBytes(evidence({ ...fields, report })))).toEqual([]);
    const told = bundleBytes(evidence({ personal: true, report }));
    expect(readContainer(told).entries.map(({ name }) => name)).toEqual([
      "manifest.json",
      "events.jsonl",
      "approvals.json",
      "plan.json",
      "report.html",
      "report.pdf",
      "opening.json",
      "letters/5-access.txt",
    ]);
    const altered = writeContainer(
      readContainer(told).entries.map(({ name, bytes }) => ({ name, bytes: name === "report.html" ? Buffer.from("<p>all is fine</p>") : bytes })),
    ); // prettier-ignore
    expect(await codes(altered)).toEqual(["report.html:0 wrong-digest"]);
  });

  test("says where the head of a letter stands, and that another head is not in it", async () => {
    const third = chain()[2]?.hash;
    expect(await verifyBundle(whole, { head: third })).toMatchObject({ ok: true, headLine: 3 });
    expect(await codes(whole, { head: "0".repeat(64) })).toEqual(["events.jsonl:0 other-head"]);
  });

  test("with a key, but without a signature: that nothing is signed is said", async () => {
    expect(await codes(whole, { keys: [] })).toEqual(["manifest.sig:0 no-signature"]);
  });
});

describe("what was changed is found", () => {
  test("every single bit of a bundle", async () => {
    const small = bundleBytes(
      evidence({ events: chain((line, i) => (i === 0 || i === 6 ? line : null)), approvals: [], plan: null }),
    );
    expect((await verifyBundle(small)).ok).toBe(true);
    const unseen: string[] = [];
    for (let at = 0; at < small.length; at++)
      for (let bit = 0; bit < 8; bit++) {
        const copy = Buffer.from(small);
        copy[at] = (copy[at] ?? 0) ^ (1 << bit);
        if ((await verifyBundle(copy)).ok) unseen.push(`${at}.${bit}`);
      }
    expect(unseen).toEqual([]);
  });

  test("any bits, cuts and insertions of a bundle with letters", async () => {
    const place = fc.nat(personal.length - 1);
    const cut = fc.tuple(place, fc.integer({ min: 1, max: 200 }), fc.uint8Array({ maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(cut, async ([at, length, put]) => {
        const changed = Buffer.concat([personal.subarray(0, at), put, personal.subarray(at + length)]);
        return changed.equals(personal) || !(await verifyBundle(changed)).ok;
      }),
      { numRuns: 400 },
    );
  });

  test("nothing makes it throw", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 500 }),
      fc.uint8Array({ maxLength: 60 }).map((tail) => Buffer.concat([personal.subarray(0, 900), tail])),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (some) => !(await verifyBundle(Buffer.from(some))).ok),
      { numRuns: 300 },
    );
  });

  const isEvents = (name: string) => name === "events.jsonl";
  const cases: [string, Buffer, string][] = [
    ["an event left out of the middle", forged(whole, (name, text) => (isEvents(name) ? text.replace(/.*"identified".*\n/, "") : text)), "events.jsonl:2 broken-link"],
    ["the last event cut off", forged(whole, (name, text) => (isEvents(name) ? text.replace(/.*\n$/, "") : text)), "manifest.json:0 wrong-head"],
    ["a date altered", forged(whole, (name, text) => (isEvents(name) ? text.replace("2026-12-23", "2027-01-23") : text)), "events.jsonl:1 wrong-hash"],
    ["no approval", forged(whole, (name, text) => (name === "approvals.json" ? "[]\n" : text)), "events.jsonl:4 missing-approval"],
    ["another count in the plan", forged(whole, (name, text) => (name === "plan.json" ? text.replace('"count":3', '"count":2') : text)), "plan.json:0 plan-differs"],
    ["the plan left out", forged(whole, (name, text) => (name === "plan.json" ? null : text)), "plan.json:0 missing-entry"],
    ["a letter that says something else", forged(personal, (name, text) => (name.startsWith("letters/") ? text.replace("Ana", "Ben") : text)), "letters/5-access.txt:0 letter-differs"],
    ["a letter left out", forged(personal, (name, text) => (name.startsWith("letters/") ? null : text)), "letters/5-access.txt:0 missing-entry"],
    ["a payload that was not committed to", forged(personal, (name, text) => (name === "opening.json" ? text.replace("Good day Ana", "Good day Ben") : text)), "opening.json:0 wrong-opening"],
    ["whitespace", forged(whole, (name, text) => (name === "plan.json" ? text.replace(":", ": ") : text)), "plan.json:0 not-canonical"],
  ]; // prettier-ignore
  test.each(cases)("%s, even when container and digests were made to fit", async (_what, bytes, code) => {
    expect(await codes(bytes)).toContain(code);
  });

  test("a plan that ran without approval", async () => {
    const events = chain((line, i) => (i === 3 ? null : line));
    expect(await codes(bundleBytes(evidence({ events, approvals: [] })))).toContain("events.jsonl:4 illegal-move");
  });

  test("a plan other than the one approved", async () => {
    const events = chain(([fact, id, data, commit]) => [
      fact,
      id,
      fact === "fulfilled" ? { plan: "0".repeat(64) } : data,
      commit,
    ]);
    expect(await codes(bundleBytes(evidence({ events })))).toEqual(["events.jsonl:5 other-plan"]);
  });
});

describe("a container that is none of ours", () => {
  test.each([
    ["nothing", Buffer.alloc(0), "not-a-bundle"],
    ["a text", Buffer.from("hello"), "not-a-bundle"],
    ["too many bytes", Buffer.alloc(mostBytes + 1), "too-large"],
  ])("%s", async (_what, bytes, code) => expect(await codes(bytes)).toEqual([`container:0 ${code}`]));

  test.each(["../evil", "/abs", "a//b", "A.txt", "a\\b", "", "x".repeat(101)])(
    "an entry named %j cannot be written",
    (name) => {
      expect(() => writeContainer([{ name, bytes: Buffer.alloc(0) }])).toThrow("names");
    },
  );

  test("more entries than a bundle may hold", () => {
    const many = Array.from({ length: mostEntries + 1 }, (_, i) => ({ name: `e${i}`, bytes: Buffer.alloc(0) }));
    expect(() => writeContainer(many)).toThrow("more than");
  });
});

test("a bundle ends with its own export, and of a shredded file it holds the chain alone", async () => {
  expect(() => bundleBytes(evidence({ events: chain().slice(0, -1) }))).toThrow("its own export");
  const shredded = bundleBytes(evidence({ shredded: true, plan: null, approvals: [] }));
  expect(await verifyBundle(shredded)).toMatchObject({ ok: true, events: 7 });
});

test("half a character, and nesting without end, are told of and never thrown", async () => {
  const lone = forged(personal, (name, text) =>
    name === "opening.json" ? text.replace("Good day Ana,", "\\ud800") : text,
  );
  expect(await codes(lone)).toContain("opening.json:0 wrong-opening");
  const deep = forged(personal, (name, text) => (name === "opening.json" ? `${"[\n".repeat(200_000)}` : text));
  expect(await codes(deep)).toContain("opening.json:0 not-json");
  const nested = `${"[\n".repeat(200_000)}${"]\n".repeat(200_000)}`;
  expect(await codes(forged(whole, (name, text) => (name === "plan.json" ? nested : text)))).toContain(
    "plan.json:0 not-canonical",
  );
});
