import { generateKeyPairSync } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../../db";
import { closeBoss } from "../../jobs/wake";
import { checkpointOf } from "../../log/checkpoint";
import { openNote, verifierOf } from "../../log/note";
import { openMail } from "../../mail/outbox";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { keepLog } from "./keep";
import { logVerifiers, trustedKeys } from "./keys";
import { checkToday } from "./nightly";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let owner: pg.Client;
const draw = () =>
  generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");

beforeAll(async () => {
  portal = await openTestPortal("log_nightly");
  process.env.LOG_KEY = draw();
  owner = new pg.Client(portal.database.ownerUrl);
  await owner.connect();
  await fileRequest(await signedIn(), { state: "delivered" });
  await keepLog();
}, 60_000);
afterAll(async () => {
  await Promise.all([owner.end(), closeBoss()]);
  await portal.close();
});

const mails = async (kind: string) =>
  (await db().mail.findMany({ where: { kind } })).map(({ sealed }) => openMail(sealed));

test("once a day everything is looked at, and legal gets the checkpoint as it was signed", async () => {
  expect(await checkToday()).toMatchObject({ ok: true, requests: 1 });
  expect(await checkToday()).toBeNull();
  const [mail, ...more] = await mails("checkpoint");
  expect(more).toEqual([]);
  expect(mail?.to.address).toBe("recht@klangwerk.example");
  const note = /\n\n(\S+\/rightful\n\d+\n\S+\n\n(?:— .*\n)+)/.exec(mail?.text ?? "")?.[1] ?? "";
  const opened = openNote(
    note,
    logVerifiers().flatMap((text) => verifierOf(text) ?? []),
  );
  expect(opened).toMatchObject({ ok: true });
  expect(opened.ok && checkpointOf(opened.text)?.size).toBe(6);
  expect(await mails("alarm")).toEqual([]);
});

test("a look that was interrupted is taken up again; a contradiction alarms, with words and numbers only", async () => {
  await owner.query(
    "ALTER TABLE log_node DISABLE TRIGGER USER; UPDATE log_node SET hash = sha256('x') WHERE level = 1",
  );
  await owner.query("UPDATE log_check SET done_at = NULL, started_at = now() - interval '1 hour'");
  expect(await checkToday()).toBeNull();
  await owner.query("UPDATE log_check SET started_at = now() - interval '3 hours'");
  expect(await checkToday()).toMatchObject({ ok: false });
  const [mail] = await mails("alarm");
  expect(mail?.text).toContain("wrong-node, wrong-root");
  expect(mail?.text).not.toMatch(/R-[0-9A-Z]{16}/);
  const [row] = await db().logCheck.findMany();
  expect(row?.findings).toBeGreaterThan(0);
});

test("after a change of keys what the old one signed still counts; a text that is no key is named", async () => {
  process.env.LOG_KEYS_BEFORE = logVerifiers().join();
  process.env.LOG_KEY = draw();
  const { note } = await db().logCheckpoint.findFirstOrThrow();
  expect(openNote(note, trustedKeys())).toMatchObject({ ok: true });
  process.env.LOG_KEYS_BEFORE += ",nonsense";
  expect(() => trustedKeys()).toThrow("LOG_KEYS_BEFORE: number 2 is no key as log key prints it.");
  delete process.env.LOG_KEYS_BEFORE;
});
