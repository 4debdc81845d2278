import { randomUUID } from "node:crypto";
import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../actor";
import { madeCopy } from "../bundle/copy.fixture";
import { advance } from "./advance";
import { exportBundle } from "./export-bundle";
import { signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";
import { uploadLimit, verdictFor, verifyUpload } from "./verify-upload";

let portal: Portal;
let lea: Actor;
let rui: Actor;
let ana: Actor;
let bundle: Buffer;

beforeAll(async () => {
  portal = await startPortal("verify-upload");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  lea = await signedIn("lea", { roles: ["legal"] });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  const received = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  const reference = received.ok ? (received.value.requests[0]?.reference as string) : "";
  await advance(reference);
  const exported = await exportBundle(lea, reference, { personal: false });
  if (!exported.ok) throw new Error(exported.reason);
  bundle = exported.value.bytes;
}, 120_000);
afterAll(() => portal.close());

function upload(file: Buffer, copy?: Buffer) {
  const head = (name: string) =>
    Buffer.from(`--edge\r\nContent-Disposition: form-data; name="${name}"; filename="b.zip"\r\n\r\n`);
  const more = copy ? [Buffer.from("\r\n"), head("copy"), copy] : [];
  const bytes = Buffer.concat([head("bundle"), file, ...more, Buffer.from("\r\n--edge--\r\n")]);
  async function* body() {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  }
  return { body: body(), contentType: "multipart/form-data; boundary=edge" };
}

async function verdictOn(who: Actor, file: Buffer, copy?: Buffer) {
  const verified = await verifyUpload(who, upload(file, copy));
  return verified.ok ? verdictFor(who, verified.value.verdict) : verified.reason;
}

test("a whole bundle verifies, and it is said that it comes from a demonstration", async () => {
  expect(await verdictOn(lea, bundle)).toMatchObject({ ok: true, problems: [], more: 0, demo: true });
});

test("with the copy of a customer it is said whether it was delivered; a field left empty is none", async () => {
  expect(await verdictOn(lea, bundle, Buffer.from("another copy"))).toMatchObject({
    ok: false,
    withCopy: true,
    copy: { packed: null, delivered: null },
    problems: [{ file: "copy", line: 0, code: "other-copy" }],
  });
  expect(await verdictOn(lea, bundle, Buffer.alloc(0))).toMatchObject({ ok: true, withCopy: false, copy: null });
  expect(await verdictOn(lea, Buffer.alloc(0), Buffer.from("a copy"))).toBe("no-file");
});

test("a customer's copy by itself is held against its own list", async () => {
  const { bytes } = await madeCopy([]);
  expect(await verdictOn(lea, bytes)).toMatchObject({ ok: true, kind: "copy", signature: "none", problems: [] });
  const cut = bytes.subarray(0, -100);
  expect(await verdictOn(lea, cut)).toMatchObject({ ok: false, problems: [{ file: "container" }] });
});

test("one bit anywhere is found", async () => {
  for (const at of [0, 30, 700, bundle.length - 10]) {
    const changed = Buffer.from(bundle);
    changed[at] = (changed[at] as number) ^ 1;
    const verdict = await verdictOn(lea, changed);
    expect(verdict, `byte ${at}`).toMatchObject({ ok: false });
  }
});

test("what is no bundle is said to be none; nothing of it stays", async () => {
  expect(await verdictOn(rui, Buffer.from("hello"))).toMatchObject({ ok: false });
  expect(await verdictOn(rui, Buffer.alloc(0))).toBe("no-file");
  expect(await verdictOn(rui, Buffer.alloc(uploadLimit + 1))).toBe("too-large");
  const left = await readdir(join(process.env.FILES_DIR as string, "verdicts"));
  expect(left.filter((name) => !name.endsWith(".json"))).toEqual([]);
});

test("a verdict is for the one who asked, for an hour", async () => {
  const verified = await verifyUpload(lea, upload(bundle));
  const id = verified.ok ? verified.value.verdict : "";
  expect(await verdictFor(lea, id)).not.toBeNull();
  expect(await verdictFor(rui, id)).toBeNull();
  for (const wrong of ["", "../secrets", "0".repeat(32)]) expect(await verdictFor(lea, wrong)).toBeNull();
  const file = join(process.env.FILES_DIR as string, "verdicts", `${id}.json`);
  const old = Date.now() / 1000 - 3700;
  await utimes(file, old, old);
  expect(await verdictFor(lea, id)).toBeNull();
});

test("the person and the operator verify nothing", async () => {
  const otto = await signedIn("otto", { roles: ["operator"] });
  for (const who of [ana, otto]) {
    expect(await verifyUpload(who, upload(bundle))).toEqual({ ok: false, reason: "not-allowed" });
    await writeFile(join(process.env.FILES_DIR as string, "verdicts", `${"a".repeat(32)}.json`), "{}");
    expect(await verdictFor(who, "a".repeat(32))).toBeNull();
  }
});
