/** Files in a bundle: beside what opens them, and only the ones that the chain commits to. */
import { expect, test } from "vitest";
import { chain, commit, evidence, letter, opening, plan } from "./bundle.fixture";
import { readContainer, writeContainer, type Entry } from "./container";
import { sha256 } from "./digest";
import { jsonEntry } from "./format";
import { verifyBundle } from "./verify";
import { bundleBytes } from "./write";

const contents = [Buffer.from("%PDF-1.7 one"), Buffer.from("\x89PNG\r\n\x1a\n two", "latin1")];
const files = contents.map((content, at) => ({
  id: `${at}`,
  name: "Letter of Ana.pdf",
  type: at === 0 ? "pdf" : "png",
  bytes: content.length,
  sha256: sha256(content),
}));
const events = chain(
  (line, at) => (at === 5 ? ["files-kept", line[1], { files: 2, bytes: 30 }, commit({ files })] : line),
  { letters: 1 },
);
const openings = [opening(2, plan), opening(5, { files }), opening(6, letter)];
const input = evidence({ personal: true, events, openings, files: contents });
const whole = bundleBytes(input);

const changed = (change: (entries: Entry[]) => Entry[]) => {
  const [first, ...rest] = readContainer(whole).entries;
  const entries = change(rest);
  const listed = entries.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }));
  const manifest = { ...JSON.parse(first?.bytes.toString() ?? ""), entries: listed };
  return writeContainer([{ name: "manifest.json", bytes: jsonEntry(manifest) }, ...entries]);
};
const codes = async (bytes: Buffer) => (await verifyBundle(bytes)).problems.map(({ file, code }) => `${file} ${code}`);

test("stand before the letters of later events, each under its own number, and nowhere without personal data", async () => {
  const names = readContainer(whole).entries.map(({ name }) => name);
  expect(names.slice(-4)).toEqual(["opening.json", "files/5-0.pdf", "files/5-1.png", "letters/6-access.txt"]);
  expect(await codes(whole)).toEqual([]);
  const impersonal = bundleBytes(evidence({ events }));
  expect(await codes(impersonal)).toEqual([]);
  expect(impersonal.toString("latin1")).not.toMatch(/%PDF|Letter of Ana/);
});

test("that were exchanged, left out, swapped or slipped in are found", async () => {
  const swap = (entries: Entry[]) =>
    entries.map((entry) =>
      entry.name === "files/5-0.pdf" ? { ...entry, bytes: Buffer.from("%PDF-1.7 other") } : entry,
    );
  expect(await codes(changed(swap))).toEqual(["files/5-0.pdf file-differs"]);
  expect(await codes(changed((all) => all.filter(({ name }) => name !== "files/5-1.png")))).toEqual([
    "files/5-1.png missing-entry",
  ]);
  const stranger = { name: "files/3-0.pdf", bytes: Buffer.from("%PDF-1.7 one") };
  expect(await codes(changed((all) => [...all, stranger]))).toEqual(["files/3-0.pdf file-differs"]);
});

test("that are named have to be there when the bundle is made", () => {
  expect(() => bundleBytes({ ...input, files: contents.slice(1) })).toThrow("a file is named and not there");
});
