import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkpointOf, checkpointText } from "./checkpoint";
import { openNote, signNote, verifierOf, verifierText, type Verifier } from "./note";

/** The example of the specification (C2SP signed-note), from golang.org/x/mod/sumdb/note. */
const peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const example = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

const pair = () => generateKeyPairSync("ed25519");
const known = (text: string): Verifier => {
  const verifier = verifierOf(text);
  if (!verifier) throw new Error("no key");
  return verifier;
};

describe("a note of somebody else", () => {
  test("is opened with the key that it names", () => {
    const opened = openNote(example, [known(peter)]);
    expect(opened).toMatchObject({ ok: true, text: example.slice(0, example.indexOf("\n\n") + 1) });
  });
  test("is refused with a letter changed, and without a known key", () => {
    expect(openNote(example.replace("answer", "Answer"), [known(peter)])).toEqual({
      ok: false,
      problem: "wrong-signature",
    });
    const other = known(verifierText({ name: "PeterNeumann", key: pair().publicKey }));
    expect(openNote(example, [other])).toEqual({ ok: false, problem: "no-known-signature" });
    expect(openNote(example, [])).toEqual({ ok: false, problem: "no-known-signature" });
  });
});

test("a key is the same in both halves, and its text is read again", () => {
  const { privateKey, publicKey } = pair();
  const text = verifierText({ name: "shop.example/log", key: privateKey });
  expect(verifierText({ name: "shop.example/log", key: publicKey })).toBe(text);
  expect(known(text).key.equals(publicKey)).toBe(true);
});

test.each([
  "",
  "name",
  `${peter}x`,
  peter.replace("c74f20a3", "c74f20a4"),
  peter.replace("ARpc", "AhpC"),
  "a b+00000000+AAAA",
])("%j is no key", (text) => expect(verifierOf(text)).toBeNull());

test("while a key is changed both sign, and either is enough; a wrong line of a known key spoils the note", () => {
  const [old, next] = [pair(), pair()].map(({ privateKey: key }) => ({ name: "shop.example/log", key }));
  const note = signNote("hello\n", [old!, next!]);
  for (const signer of [old!, next!])
    expect(openNote(note, [known(verifierText(signer))])).toMatchObject({ ok: true, by: [{ name: signer.name }] });
  expect(
    openNote(
      note,
      [old!, next!].map((one) => known(verifierText(one))),
    ),
  ).toMatchObject({ ok: true, by: { length: 2 } });
  const broken = note.replace(/— .*\n$/, (line) => line.replace(/.{6}\n$/, "AAAA==\n"));
  expect(
    openNote(
      broken,
      [old!, next!].map((one) => known(verifierText(one))),
    ),
  ).toMatchObject({ ok: false });
});

test.each([
  "",
  "\n",
  "text",
  "text\n",
  "text\n\n",
  "text\n\n— name\n",
  "text\n\n- name AAAAAAAAAA==\n",
  "te\u0000xt\n\n— n AAAAAAAAAA==\n",
])("%j is no note", (note) => expect(openNote(note, [known(peter)])).toEqual({ ok: false, problem: "no-note" }));

test("what cannot be a note's is not signed", () => {
  const signer = { name: "log", key: pair().privateKey };
  for (const text of ["", "no line feed", "a\tb\n"]) expect(() => signNote(text, [signer])).toThrow(TypeError);
  expect(() => verifierText({ ...signer, name: "two words" })).toThrow(TypeError);
  const rsa = createPrivateKey(
    generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey.export({ type: "pkcs8", format: "pem" }),
  );
  expect(() => signNote("text\n", [{ name: "log", key: rsa }])).toThrow(TypeError);
});

describe("a checkpoint", () => {
  const checkpoint = { origin: "shop.example/log", size: 1_200_000, root: Buffer.alloc(32, 7) };
  const text = checkpointText(checkpoint);
  test("is read as it was written", () => expect(checkpointOf(text)).toEqual(checkpoint));
  test("may have more lines below", () => expect(checkpointOf(`${text}more\n`)).toEqual(checkpoint));
  test.each([
    "",
    "o\n1\n",
    text.slice(0, -1),
    text.replace("1200000", "01200000"),
    text.replace("1200000", "-1"),
    text.replace("1200000", "99999999999999999"),
    text.replace("=", ""),
    text.replace("wc=", "wd="),
    `\n${text}`,
    `${text}\n`,
  ])("%j is none", (other) => expect(checkpointOf(other)).toBeNull());
});
