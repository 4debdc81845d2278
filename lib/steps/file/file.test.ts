/** Files with a request and with the answer to a task, over a whole portal: kept, taken, exported, and gone. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { system, type Actor } from "../../actor";
import { readContainer } from "../../bundle/container";
import { verifyBundle } from "../../bundle/verify";
import { policy } from "../../company";
import { db, portalNow } from "../../db";
import { addDays, dayIn } from "../../gdpr/day";
import { mostFileBytes, mostFiles } from "../../gdpr/attached";
import { openMail } from "../../mail/outbox";
import { deskRequest } from "../../queries/desk/request";
import { enter } from "../ask/enter";
import { look } from "../decide/look";
import { exportBundle } from "../export-bundle";
import { answerHandedTask } from "../hand-over/answer";
import { handOver } from "../hand-over/hand-over";
import { openHandedTask } from "../hand-over/open";
import { handOversOf } from "../hand-over/read";
import { move } from "../move";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { shredFiles } from "../shred/shred";
import type { Sent } from "./check";
import { fetchFile } from "./fetch";

let portal: Portal;
let [rui, dora, lea, ana]: Actor[] = [];
let references: string[];

const pdf: Sent = {
  name: "C:\\scans\\Mara Keller\u202e.exe",
  bytes: Buffer.from("%PDF-1.7 Mara Keller asks for a copy."),
};
const png: Sent = { name: "page 2.png", bytes: Buffer.from("\x89PNG\r\n\x1a\n second page", "latin1") };

async function take(files: Sent[]) {
  const today = dayIn(policy().zone, await portalNow());
  return enter(rui as Actor, {
    id: randomUUID(),
    rights: ["access", "erasure"],
    channel: "letter",
    receivedOn: addDays(today, -2),
    receivedAt: "11:30",
    language: "en",
    requester: "self",
    name: "Mara Keller",
    email: null,
    post: "Hafenweg 1\n20457 Hamburg",
    words: "A letter of two pages; see the scan.",
    consents: [],
    uses: null,
    ground: null,
    files,
  });
}

beforeAll(async () => {
  portal = await startPortal("files");
  rui = await signedIn("rui", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  lea = await signedIn("lea", { roles: ["legal"] });
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
}, 120_000);
afterAll(() => portal.close());

const own = () => db().attachment.findMany({ where: { request: references[0] as string }, orderBy: { no: "asc" } });
const facts = async (fact: string) =>
  (await db().event.findMany({ where: { request: references[0] as string, fact } })).map((row) => [
    row.actorRole,
    row.data,
  ]);

test("what is no document or picture, too many or too much is refused, and nothing is taken in", async () => {
  const page = { name: "scan.pdf", bytes: Buffer.from("<script>alert(1)</script>") };
  expect(await take([pdf, page])).toEqual({ ok: false, reason: "file-kind" });
  expect(await take([pdf, { name: "empty.pdf", bytes: Buffer.alloc(0) }])).toEqual({ ok: false, reason: "file-kind" });
  expect(await take(Array.from({ length: mostFiles + 1 }, () => pdf))).toEqual({ ok: false, reason: "too-many-files" });
  const large = { name: "scan.pdf", bytes: Buffer.concat([pdf.bytes, Buffer.alloc(mostFileBytes)]) };
  expect(await take([large])).toEqual({ ok: false, reason: "files-too-large" });
  expect([await db().request.count(), await db().attachment.count()]).toEqual([0, 0]);
});

test("a scan lies sealed with each of its requests, and the chain commits to it", async () => {
  const done = await take([pdf, png]);
  references = done.ok ? done.value.references : [];
  expect(references).toHaveLength(2);
  const rows = await db().attachment.findMany();
  expect(rows).toHaveLength(4);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(4);
  for (const { sealed } of rows) expect(Buffer.from(sealed).toString("latin1")).not.toMatch(/Mara|PNG|second/);
  expect(await facts("files-kept")).toEqual([["reviewer", { files: 2, bytes: pdf.bytes.length + png.bytes.length }]]);
  const lines = await eventLines(references[0] as string);
  expect(lines).not.toMatch(/Mara|page 2/);
  const listed = (await deskRequest(dora as Actor, references[0] as string))?.files;
  expect(listed).toMatchObject([{ type: "pdf", bytes: pdf.bytes.length }, { type: "png" }]);
  expect(JSON.stringify(listed)).not.toMatch(/Mara|page/);
});

test("those of the desk take it, each time recorded; to everybody else it does not exist", async () => {
  const [first] = await own();
  const id = first?.id as string;
  for (const who of [ana, lea] as Actor[]) expect(await fetchFile(who, id)).toEqual({ ok: false, reason: "not-found" });
  expect(await fetchFile(rui as Actor, randomUUID())).toEqual({ ok: false, reason: "not-found" });
  expect(await facts("file-opened")).toEqual([]);
  const fetched = await fetchFile(dora as Actor, id);
  if (!fetched.ok) throw new Error(fetched.reason);
  expect(fetched.value).toEqual({
    name: `${references[0]}-${id.slice(0, 8)}.pdf`,
    media: "application/pdf",
    bytes: pdf.bytes,
  });
  expect(await fetchFile(rui as Actor, id)).toMatchObject({ ok: true });
  expect(await facts("file-opened")).toEqual([
    ["dpo", { file: id }],
    ["reviewer", { file: id }],
  ]);
});

test("another file in its place is handed to nobody", async () => {
  const [first, second] = await own();
  await portal.owner.query("UPDATE attachment SET sealed = $2 WHERE id = $1", [first?.id, second?.sealed]);
  await expect(fetchFile(rui as Actor, first?.id as string)).rejects.toThrow();
  expect(await facts("file-opened")).toHaveLength(2);
  await portal.owner.query("UPDATE attachment SET sealed = $2 WHERE id = $1", [first?.id, first?.sealed]);
  expect(await fetchFile(rui as Actor, first?.id as string)).toMatchObject({ ok: true });
});

test("the bundle holds it with the letters and not without", async () => {
  const open = await exportBundle(lea as Actor, references[0] as string, { personal: true });
  const closed = await exportBundle(lea as Actor, references[0] as string, { personal: false });
  if (!open.ok || !closed.ok) throw new Error("no bundle");
  const { entries } = readContainer(open.value.bytes);
  const inside = entries.filter(({ name }) => name.startsWith("files/"));
  expect(inside.map(({ bytes }) => bytes)).toEqual([pdf.bytes, png.bytes]);
  expect(readContainer(closed.value.bytes).entries.filter(({ name }) => name.startsWith("files/"))).toEqual([]);
  for (const { value } of [open, closed])
    expect(await verifyBundle(value.bytes)).toMatchObject({ ok: true, problems: [] });
});

test("a colleague leaves files with the answer to a task; the desk takes them from there", async () => {
  const reference = references[0] as string;
  const due = { dueOn: new Date(addDays(dayIn(policy().zone, await portalNow()), 3)) };
  const task = await db().task.create({ data: { request: reference, kind: "access-by-hand", source: "mapp", ...due } });
  await look(rui as Actor, reference);
  expect(await handOver(rui as Actor, task.id, { to: "ines@klangwerk.example", before: 0 })).toEqual({ ok: true });
  const mail = await db().mail.findFirstOrThrow({ where: { kind: "hand-over" } });
  const token = /\/task\?token=([\w-]+)/.exec(openMail(mail.sealed).text)?.[1] ?? "";
  await openHandedTask(token);
  const words = "Found two letters, see the scan.";
  expect(await answerHandedTask(token, words, [{ ...pdf, bytes: Buffer.from("GIF89a") }])).toEqual({
    ok: false,
    reason: "file-kind",
  });
  expect(await answerHandedTask(token, words, [png])).toEqual({ ok: true });
  expect(await answerHandedTask(token, words, [png])).toEqual({ ok: false, reason: "answered" });
  const [answered] = (await handOversOf(dora as Actor, task.id))?.all ?? [];
  expect(answered?.files).toMatchObject([{ type: "png", bytes: png.bytes.length }]);
  expect(await fetchFile(dora as Actor, answered?.files[0]?.id as string)).toMatchObject({
    ok: true,
    value: { bytes: png.bytes },
  });
  // What the house found stays with the house: neither listed as the sender's nor in the bundle.
  expect((await deskRequest(dora as Actor, reference))?.files).toHaveLength(2);
  const bundle = await exportBundle(lea as Actor, reference, { personal: true });
  if (!bundle.ok) throw new Error(bundle.reason);
  expect(readContainer(bundle.value.bytes).entries.filter(({ name }) => name.startsWith("files/"))).toHaveLength(2);
  expect(await verifyBundle(bundle.value.bytes)).toMatchObject({ ok: true, problems: [] });
});

test("files go with the file of their request, and only with it", async () => {
  const [copy = "", erasure = ""] = references;
  const kept = (request: string) => db().attachment.count({ where: { request } });
  for (const id of [copy, erasure])
    await db().$transaction((tx) => move(tx, id, "cancelled", system, { data: { by: "system" } }));
  await db().task.updateMany({ data: { doneAt: await portalNow() } });
  await portal.owner.query("UPDATE mail SET state = 'accepted', settled_at = portal_now() WHERE state = 'queued'");
  expect([await kept(copy), await kept(erasure)]).toEqual([3, 2]);
  await portal.ahead("21 years");
  const later = await take([png]);
  const [open = ""] = later.ok ? later.value.references : [];
  expect(await shredFiles(100)).toBe(2);
  expect([await kept(copy), await kept(erasure), await kept(open)]).toEqual([0, 0, 1]);
  const bundle = await exportBundle(lea as Actor, copy, { personal: true });
  if (!bundle.ok) throw new Error(bundle.reason);
  expect(await verifyBundle(bundle.value.bytes)).toMatchObject({ ok: true, problems: [] });
});
