/** Real requests from the form to their end, and years later: what is left of them in the whole database. */
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { actor, system, type Actor } from "../../actor";
import { aboutPeople } from "../../../prisma/own-columns.fixture";
import { readContainer } from "../../bundle/container";
import { verifyBundle } from "../../bundle/verify";
import { policy } from "../../company";
import { db } from "../../db";
import { advance } from "../advance";
import { takeProof } from "../ask/take-proof";
import { receive } from "../ask/receive";
import { placeHold, releaseHold } from "../decide/hold";
import { askErasure, run, staffOf, type Staff } from "../erased.fixture";
import { exportBundle } from "../export-bundle";
import { extend } from "../decide/extend";
import { move } from "../move";
import { keepLog } from "../log/keep";
import { logVerifiers } from "../log/keys";
import { verifyLog } from "../log/verify-log";
import { verifierOf } from "../../log/note";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { sweepOwnTables } from "../sweep/own-tables";
import { releaseFiles } from "./release";
import { shredFiles } from "./shred";

let portal: Portal;
let ana: Actor;
let staff: Staff;
let lea: Actor;
let copy: string;
let erasure: string;
let hold: string;
let open: string;
let proof: Buffer;

beforeAll(async () => {
  portal = await startPortal("shred");
  process.env.LOG_KEY = generateKeyPairSync("ed25519")
    .privateKey.export({ format: "der", type: "pkcs8" })
    .toString("base64");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  staff = await staffOf();
  lea = await signedIn("lea", { roles: ["legal"] });
  for (const { person } of [...Object.values(staff), lea]) await stays(person as string);
  erasure = await askErasure(ana, staff);
  await run(portal, erasure);
  await advance(erasure);
  const asked = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  copy = asked.ok ? (asked.value.requests[0]?.reference as string) : "";
  await advance(copy);
  await extend(staff.rui, copy, { reason: "complexity", facts: "Ana’s twelve systems are searched by hand." });
  const placed = await placeHold(staff.rui, {
    reference: copy,
    kind: "claim",
    category: null,
    reason: "Ana Vidal has sued us in Berlin.",
    reviewOn: "2027-06-01" as never,
  });
  hold = placed.ok ? placed.value.hold : "";
  await close(copy);
  await close(erasure);
  const again = await receive(ana, { id: randomUUID(), wishes: [{ right: "portability" }], language: "en" });
  open = again.ok ? (again.value.requests[0]?.reference as string) : "";
}, 240_000);
afterAll(() => portal.close());

/** Whoever works at the desk has a session: rows of people whom nothing names any longer go. */
const stays = (personId: string) => {
  const never = new Date("2100-01-01");
  return db().session.create({ data: { id: randomUUID(), personId, door: "oidc", authTime: never, expiresAt: never } });
};

/** The request is over, in the way of a person who takes it back. */
async function close(reference: string): Promise<void> {
  const { state } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  if (state === "delivered") return;
  await portal.accepted(reference);
  await advance(reference);
  const after = await db().request.findUniqueOrThrow({ where: { id: reference } });
  if (after.closedAt) return;
  await db().$transaction((tx) => move(tx, reference, "cancelled", system, { data: { by: "system" } }));
}

const isShredded = async (reference: string) =>
  (await db().request.findUniqueOrThrow({ where: { id: reference } })).shreddedAt !== null;

/** Every row of every table of every schema, as text. */
async function dump(): Promise<string> {
  const { rows: tables } = await portal.owner.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await portal.owner.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
    texts.push(...rows.map(({ text }) => `${name} ${text}`));
  }
  return texts.join("\n");
}

/** Columns about people that still say something about these requests. */
async function filled(references: string[]): Promise<string[]> {
  const { rows } = await portal.owner.query<{ table: string }>(
    "SELECT table_name AS table FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'request'",
  );
  const byRequest = new Map([...rows.map(({ table }) => [table, "request"] as const), ["request", "id"]]);
  const found: string[] = [];
  for (const [table, columns] of Object.entries(aboutPeople))
    for (const column of byRequest.has(table) ? columns.split(" ") : []) {
      const said = await portal.owner.query(
        `SELECT FROM "${table}" WHERE "${byRequest.get(table)}" = ANY ($1)
         AND coalesce("${column}"::text, '') NOT IN ('', '{}', '[]', '\\x')`,
        [references],
      );
      if (said.rowCount) found.push(`${table}.${column}`);
    }
  return found;
}

const spelled = (text: string) => [
  text,
  Buffer.from(text).toString("hex"),
  Buffer.from(text).toString("base64").replace(/=+$/, ""),
];

test("the person gets the proof of an answer, and nobody else does", async () => {
  await keepLog();
  const ben = await signedIn("ben", { account: "KW-100002", email: "ben@mail.example", name: "Ben" });
  await stays(ben.person as string);
  expect(await takeProof(ben, erasure)).toEqual({ ok: false, reason: "not-found" });
  expect(await takeProof(staff.dora, erasure)).toEqual({ ok: false, reason: "not-found" });
  expect(await takeProof(actor({ ...ana, authAge: 6000 }), erasure)).toEqual({ ok: false, reason: "not-fresh" });
  expect(await takeProof(actor({ ...ana, door: "link" }), erasure)).toEqual({ ok: false, reason: "not-fresh" });
  expect(await takeProof(ana, open)).toEqual({ ok: false, reason: "not-ready" });
  const taken = await takeProof(ana, erasure);
  if (!taken.ok) throw new Error(taken.reason);
  const { entries } = readContainer(taken.value.bytes);
  const names = entries.map(({ name }) => name);
  expect(names.slice(0, 5)).toEqual(["manifest.json", "receipt.pdf", "events.jsonl", "log.json", "opening.json"]);
  expect(names.filter((name) => name.startsWith("lists/")).length).toBeGreaterThan(0);
  expect(names.some((name) => /^letters\/\d+-erasure\.txt$/.test(name))).toBe(true);
  // What the house noted beside the answer is not in it.
  const events = entries.find(({ name }) => name === "events.jsonl")?.bytes.toString() ?? "";
  const facts = new Set(events.trim().split("\n").map((line) => (JSON.parse(line) as { fact: string }).fact)); // prettier-ignore
  expect([...facts].toSorted()).toEqual(["notified", "planned"]);
  const { rows } = await portal.owner.query("SELECT data FROM event WHERE request = $1 AND fact = 'exported'", [
    erasure,
  ]);
  expect(rows).toEqual([{ data: { form: "proof" } }]);
  proof = taken.value.bytes;
  // A copy that is still open would keep every file of the person.
  await close(open);
});

test("years later nothing in the whole database leads to the person, and the evidence still verifies", async () => {
  const kept = await exportBundle(lea, copy, { personal: true });
  if (!kept.ok) throw new Error(kept.reason);
  const sealed = await db().requestKey.findUniqueOrThrow({ where: { request: copy } });
  const staffIds = await db().pseudonym.findMany({ where: { request: copy, personId: staff.rui.person as string } });
  expect(staffIds).toHaveLength(1);
  const traces = [ana.account, ana.email, ana.name, "Vidal", ana.person, Buffer.from(sealed.wrapped).toString("hex")];
  const before = await dump();
  for (const trace of [ana.account, ana.person]) expect(before).toContain(trace);
  expect(await filled([copy, erasure])).toContain("drawer.sealed");
  expect(await shredFiles(100)).toBe(0);

  // Somebody still holds all requests of the person, and the file lies here.
  const far = new Date("2100-01-01");
  const about = { form: "person", request: open, personal: true, holder: lea.person, role: "legal", state: "ready" };
  const { id } = await db().evidenceExport.create({ data: { ...about, destroyOn: far, expiresAt: far } });

  await portal.ahead("5 years");
  // A hold beats the end of the file too; so does a duty that is still to come.
  await sweepOwnTables();
  expect([await isShredded(copy), await isShredded(erasure)]).toEqual([false, false]);
  expect(await releaseHold(staff.dora, hold)).toMatchObject({ ok: true });
  await sweepOwnTables();
  expect(await isShredded(copy)).toBe(false);
  // Its own years have passed as well, and whatever was kept has gone.
  await portal.ahead("16 years");
  await portal.owner.query("UPDATE duty SET state = 'done', finished_at = portal_now()");
  await portal.owner.query("UPDATE request SET need_look_at = NULL");
  await portal.owner.query(
    "UPDATE recipient_notice SET state = 'sent', sent_at = portal_now() WHERE state = 'to-send'",
  );
  await portal.owner.query("UPDATE mail SET state = 'accepted', settled_at = portal_now() WHERE state = 'queued'");
  await portal.owner.query("UPDATE removal SET state = 'confirmed', settled_at = portal_now()");
  expect(await sweepOwnTables()).toMatchObject({ files: 3 });
  expect([await isShredded(copy), await isShredded(erasure)]).toEqual([true, true]);

  const taken = await db().evidenceExport.findUniqueOrThrow({ where: { id } });
  for (const day of [taken.destroyOn, taken.expiresAt]) expect(day?.getTime()).toBeLessThan(far.getTime());
  const after = await dump();
  const lines = after
    .split("\n")
    .filter((line) => traces.some((trace) => trace && spelled(trace).some((text) => line.includes(text))));
  expect(lines).toEqual([]);
  expect(await filled([copy, erasure])).toEqual([]);
  expect(await sweepOwnTables()).toMatchObject({ files: 0, people: 0 });

  await keepLog();
  const keys = logVerifiers().flatMap((text) => verifierOf(text) ?? []);
  expect(await verifyLog({ keys })).toMatchObject({ ok: true, findings: [] });
  const bundle = await exportBundle(lea, copy, { personal: true });
  if (!bundle.ok) throw new Error(bundle.reason);
  expect(await verifyBundle(bundle.value.bytes)).toMatchObject({ ok: true, problems: [] });
  const proved = await verifyBundle(proof, { keys });
  expect(proved).toMatchObject({ ok: true, problems: [], kind: "proof", sealed: { signed: true } });
  // The bundle that somebody kept still opens what the events commit to.
  expect(await verifyBundle(kept.value.bytes)).toMatchObject({ ok: true, problems: [] });
  expect(await extend(staff.rui, copy, { reason: "complexity", facts: "Nobody can act on it any longer." })).toEqual({
    ok: false,
    reason: "not-found",
  });
});

describe("two people, where the policy asks for them", () => {
  test("the first proposes, another one releases, and only what is over", async () => {
    expect(await releaseFiles(staff.dora, 2026)).toEqual({ ok: false, reason: "not-found" });
    const { secondApprover } = policy().review;
    secondApprover.push("request-files");
    onTestFinished(() => void secondApprover.pop());
    const quentin = await signedIn("quentin", { email: "quentin.roth@post.example" });
    const asked = await receive(quentin, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
    const reference = asked.ok ? (asked.value.requests[0]?.reference as string) : "";
    await close(reference);
    await portal.owner.query("UPDATE mail SET state = 'accepted', settled_at = portal_now() WHERE state = 'queued'");
    const { closedAt } = await db().request.findUniqueOrThrow({ where: { id: reference } });
    const year = (closedAt as Date).getFullYear();
    expect(await releaseFiles(staff.dora, year)).toEqual({ ok: false, reason: "not-over" });
    await portal.ahead("21 years");
    expect(await shredFiles(100)).toBe(0);
    expect(await releaseFiles(lea, year)).toEqual({ ok: false, reason: "not-found" });
    expect(await releaseFiles(staff.dora, year)).toEqual({ ok: true, value: { state: "needs-second" } });
    expect(await releaseFiles(staff.dora, year)).toEqual({ ok: false, reason: "same-person" });
    expect(await shredFiles(100)).toBe(0);
    const both = await Promise.all([releaseFiles(staff.rui, year), releaseFiles(staff.nora, year)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await shredFiles(100)).toBe(1);
    expect(await isShredded(reference)).toBe(true);
    expect(await releaseFiles(staff.rui, year)).toEqual({ ok: false, reason: "released" });
  });
});

test("a collection goes with any file of its person, not only with the one it was ordered by; nothing else goes", async () => {
  const ask = async (who: Actor) => {
    const asked = await receive(who, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
    const reference = asked.ok ? (asked.value.requests[0]?.reference as string) : "";
    await close(reference);
    return reference;
  };
  const tessa = await signedIn("tessa", { email: "tessa.lind@post.example" });
  const early = await ask(tessa);
  await portal.ahead("27 years");
  const [late, others] = [await ask(tessa), await ask(await signedIn("uwe", { email: "uwe.ott@post.example" }))];
  await portal.owner.query("UPDATE mail SET state = 'accepted', settled_at = portal_now() WHERE state = 'queued'");
  const far = new Date("2100-01-01");
  const taken = (form: "person" | "bundle", request: string) => {
    const about = { form, request, personal: true, holder: lea.person, role: "legal", state: "ready" };
    return db().evidenceExport.create({ data: { ...about, destroyOn: far, expiresAt: far } });
  };
  const [collection, bundle, foreign] = [await taken("person", late), await taken("bundle", late), await taken("person", others)]; // prettier-ignore
  expect(await shredFiles(100)).toBe(1);
  expect([await isShredded(early), await isShredded(late), await isShredded(others)]).toEqual([true, false, false]);
  const daysOf = async ({ id }: { id: string }) => {
    const { destroyOn, expiresAt } = await db().evidenceExport.findUniqueOrThrow({ where: { id } });
    return [destroyOn, expiresAt];
  };
  for (const day of await daysOf(collection)) expect(day?.getTime()).toBeLessThan(far.getTime());
  for (const other of [bundle, foreign]) expect(await daysOf(other)).toEqual([far, far]);
});
