import { describe, expect, test } from "vitest";
import { checkpointOf, checkpointText } from "../log/checkpoint";
import { signNote } from "../log/note";
import { chain, evidence } from "./bundle.fixture";
import { readContainer, writeContainer, type Entry } from "./container";
import { logWith, signer } from "./log.fixture";
import { verifyBundle } from "./verify";
import { bundleBytes, sha256 } from "./write";

const { signers, sign, keys } = signer();
const log = logWith(chain(), 6, sign);
const signed = bundleBytes(evidence({ log }), signers);
const unsigned = bundleBytes(evidence({ log }));

const entryOf = (bytes: Buffer, name: string) =>
  readContainer(bytes)
    .entries.find((entry) => entry.name === name)
    ?.bytes.toString() ?? "";
const withEntries = (change: (entries: Entry[]) => Entry[]) => writeContainer(change(readContainer(signed).entries));
const withNote = (note: string) =>
  withEntries((all) => all.map((one) => (one.name === "manifest.sig" ? { ...one, bytes: Buffer.from(note) } : one)));
const codes = async (bytes: Buffer, given = {}) => {
  const { ok, signature, problems } = await verifyBundle(bytes, given);
  return { ok, signature, found: problems.map(({ file, code }) => `${file} ${code}`) };
};
const wrong = (code: string) => ({ ok: false, signature: "wrong", found: [`manifest.sig ${code}`] });

describe("the signature of the manifest", () => {
  test("is its second entry, and says the digest of the first", async () => {
    const [manifest, note] = readContainer(signed).entries;
    expect([manifest?.name, note?.name]).toEqual(["manifest.json", "manifest.sig"]);
    const digest = sha256(manifest?.bytes ?? Buffer.alloc(0));
    expect(note?.bytes.toString()).toMatch(
      new RegExp(`^privacy.klangwerk.example/rightful/bundle\n${digest}\n\n— privacy.klangwerk.example/rightful .+\n$`),
    );
    expect(entryOf(signed, "manifest.json")).toBe(entryOf(unsigned, "manifest.json"));
  });

  test("counts with a key from elsewhere; without one it is said that nobody looked", async () => {
    expect(await codes(signed, { keys })).toEqual({ ok: true, signature: "right", found: [] });
    expect(await codes(signed)).toEqual({ ok: true, signature: "not-checked", found: [] });
    expect(await codes(unsigned)).toEqual({ ok: true, signature: "none", found: [] });
  });

  test("missing is a problem for whoever brought a key", async () => {
    const none = { ok: false, signature: "none", found: ["manifest.sig no-signature"] };
    expect(await codes(unsigned, { keys })).toEqual(none);
    expect(await codes(bundleBytes(evidence()), { keys })).toEqual(none);
    expect(
      await codes(
        withEntries((all) => all.filter(({ name }) => name !== "manifest.sig")),
        { keys },
      ),
    ).toEqual(none);
  });

  test("by somebody else is none, even when the rest is right", async () => {
    const stranger = signer();
    expect(await codes(bundleBytes(evidence({ log }), stranger.signers), { keys })).toEqual(wrong("not-signed"));
    expect(await codes(bundleBytes(evidence({ log }), signers), { keys: [] })).toMatchObject({ signature: "wrong" });
  });

  test("while a key is changed, either counts", async () => {
    const next = signer();
    const both = bundleBytes(evidence(), [...signers, ...next.signers]);
    for (const known of [keys, next.keys, [...keys, ...next.keys]])
      expect(await codes(both, { keys: known })).toEqual({ ok: true, signature: "right", found: [] });
  });

  test("of two logs at once is never made", () => {
    const other = signers.map((one) => ({ ...one, name: "elsewhere.example/rightful" }));
    expect(() => bundleBytes(evidence(), [...signers, ...other])).toThrow("one log");
  });

  const good = entryOf(signed, "manifest.sig");
  const text = good.slice(0, good.indexOf("\n\n") + 1);
  const checkpoint = log.checkpoint;
  const cases: [string, string, string][] = [
    ["of another manifest", entryOf(bundleBytes(evidence({ personal: true }), signers), "manifest.sig"), "bad-signature"],
    ["that is a checkpoint", checkpoint, "bad-signature"],
    ["over the checkpoint of a log that is called so", sign(checkpointText({ origin: `${keys[0]?.name}/bundle`, size: 3, root: Buffer.alloc(32) })), "bad-signature"],
    ["with a line more", sign(`${text}more\n`), "bad-signature"],
    ["with a key of another name", signNote(text, [{ name: "elsewhere.example/rightful", key: signers[0]!.key }]), "bad-signature"],
    ["twice", `${good}${good.slice(good.indexOf("—"))}`, "bad-signature"],
    ["that nobody signed", `${text}\n`, "bad-signature"],
    ["of a key whose signature is cut", good.replace(/.{4}\n$/, "\n"), "not-signed"],
    ["with other bits at the end of its base64", good.replace(/(.)=\n$/, (_all, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=\n`), "bad-signature"],
    ["without end", `${good}${"— a AAAAAAAAAA==\n".repeat(1000)}`, "bad-signature"],
    ["that is nothing", "", "bad-signature"],
  ]; // prettier-ignore
  test.each(cases)("%s is none", async (_what, note, code) => {
    expect(await codes(withNote(note), { keys })).toEqual(wrong(code));
  });

  test("is never read as a checkpoint", () => expect(checkpointOf(text)).toBeNull());

  test("stands second or does not belong there", async () => {
    const moved = withEntries(([first, note, ...rest]) => [first!, ...rest, note!]);
    expect((await codes(moved)).found).toContain("manifest.sig foreign-entry");
    expect((await codes(moved, { keys })).signature).toBe("none");
  });
});
