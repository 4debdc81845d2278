/** Art. 12(3): a mailbox that nobody can read is an alarm, told once, shown with since when, and over when it can be read again. */
import { beforeEach, expect, test, vi } from "vitest";
import { mailboxPassword } from "../../../demo/vendors/imap";
import { db } from "../../db";
import { openMail } from "../../mail/outbox";
import { deskQueue } from "../../queries/desk/queue";
import { queueView } from "../../queries/desk/queue-view";
import { inboundPost, mail } from "./inbound.fixture";
import { readMailbox } from "./read-mailbox";

const post = inboundPost("mailbox_away");
const { staff } = post;
beforeEach(async () => {
  await db().inboundAway.deleteMany();
  await post.portal.owner.query("TRUNCATE mail CASCADE");
});

const mails = async () => (await db().mail.findMany({ where: { kind: "desk" } })).map(({ sealed }) => openMail(sealed));
const shown = async () => (await deskQueue(staff.rui, queueView({})))?.mailboxAway ?? null;
const away = () => expect(readMailbox()).rejects.toThrow();

test("an answer that is lost once is none; after a quarter of an hour the desk and the officer are told, once", async () => {
  await post.server.close();
  await away();
  const { since } = await db().inboundAway.findFirstOrThrow();
  expect([await mails(), await shown()]).toEqual([[], null]);
  await post.portal.later("14 minutes");
  await away();
  expect([await mails(), await shown()]).toEqual([[], null]);
  await post.portal.later("2 minutes");
  await away();
  await away();
  const told = await mails();
  expect(told.map(({ to }) => to.address).toSorted()).toEqual(["datenschutz-team@klangwerk.example", "privacy@klangwerk.example"]); // prettier-ignore
  expect(told[0]?.subject).toBe("Das Postfach für Datenschutz ist nicht lesbar");
  expect(new Date((await shown()) ?? 0)).toEqual(since);
  expect(await deskQueue(staff.ana, queueView({}))).toBeNull();
});

test("it ends by itself with the first reading that works, and what came meanwhile is taken down", async () => {
  vi.stubEnv("MAILBOX_PASSWORD", "");
  await away();
  await post.portal.later("16 minutes");
  await away();
  expect(await shown()).not.toBeNull();
  post.server.deliver(mail());
  vi.stubEnv("MAILBOX_PASSWORD", mailboxPassword);
  expect(await readMailbox()).toBe(1);
  expect(await shown()).toBeNull();
  expect((await mails()).map(({ subject }) => subject).toSorted().slice(-2)).toEqual(Array(2).fill("Das Postfach für Datenschutz ist wieder lesbar")); // prettier-ignore
  expect(await db().inboundAway.count()).toBe(0);
  expect(await readMailbox()).toBe(0);
  expect(await mails()).toHaveLength(4);
});

test("that was away for a moment only is told to nobody", async () => {
  const { port } = post.server;
  vi.stubEnv("MAILBOX_PORT", "9");
  await away();
  vi.stubEnv("MAILBOX_PORT", String(port));
  await readMailbox();
  expect([await mails(), await db().inboundAway.count()]).toEqual([[], 0]);
});
