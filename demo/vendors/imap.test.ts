/** The stand-in answers a real client, keeps what it is told to keep, and holds messages of the shop's people. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ImapFlow } from "imapflow";
import { expect, test } from "vitest";
import { mailboxPassword, mailboxUser, startImap } from "./imap";
import { shopMessages } from "./imap/people";
import { shownMailbox } from "./mailbox";

async function subjects(port: number, query: object): Promise<string[]> {
  const client = new ImapFlow({
    host: "127.0.0.1",
    port,
    secure: false,
    logger: false,
    auth: { user: mailboxUser, pass: mailboxPassword },
  });
  await client.connect();
  await client.mailboxOpen("INBOX");
  const uids = (await client.search(query, { uid: true })) || [];
  const found: string[] = [];
  for (const uid of uids) {
    const message = await client.fetchOne(String(uid), { envelope: true }, { uid: true });
    if (message) found.push(message.envelope?.subject ?? "");
  }
  if (uids[0]) await client.messageDelete(String(uids[0]), { uid: true });
  await client.logout();
  return found;
}

test("holds a near-namesake of Ana and a third person in copy, and finds parts of addresses as servers do", async () => {
  const server = await startImap({ port: 0, messages: shopMessages(new Date("2026-11-26T09:00:00Z")) });
  const found = await subjects(server.port, { from: "ana.vidal@mail.example" });
  expect(found).toEqual(["A printed catalogue?", "Rehearsal room", "Our band", "Opening hours", "Delivery abroad"]);
  expect(await subjects(server.port, { cc: "reuter" })).toEqual(["Our band"]);
  await server.close();
});

test("its messages and what was ordered are on the page of the vendors", async () => {
  const server = await startImap({ port: 0, messages: shopMessages(new Date("2026-11-26T09:00:00Z")) });
  const { state, orders } = shownMailbox(server);
  const { messages } = state() as { messages: { folder: string; from: string; subject: string }[] };
  expect([...new Set(messages.map(({ folder }) => folder))]).toEqual(["INBOX", "Sent", "Contracts", "Privacy"]);
  expect(messages[0]).toMatchObject({ from: "Ana Vidal <ana.vidal@mail.example>", subject: "A printed catalogue?" });
  expect(orders).toEqual([]);
  await subjects(server.port, { cc: "reuter" });
  expect((state() as { messages: unknown[] }).messages).toHaveLength(messages.length - 1);
  expect(orders).toMatchObject([
    { what: "UID STORE", answer: "OK" },
    { what: "UID EXPUNGE", answer: "OK" },
  ]);
  await server.close();
});

test("goes on with what it was told after it is started again in its folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rightful-imap-"));
  const messages = shopMessages(new Date("2026-11-26T09:00:00Z"));
  const first = await startImap({ port: 0, folder, messages });
  const before = first.folders().get("INBOX")?.messages.length;
  await subjects(first.port, { cc: "reuter" });
  await first.close();
  const again = await startImap({ port: 0, folder, messages });
  expect(again.folders().get("INBOX")?.messages).toHaveLength(Number(before) - 1);
  const files = again
    .folders()
    .get("INBOX")
    ?.messages.flatMap(({ mail }) => mail.attachments ?? []);
  expect(files?.map(({ bytes }) => bytes.toString())).toEqual(["4 m by 5 m, one window\n"]);
  expect(await subjects(again.port, { cc: "reuter" })).toEqual([]);
  await again.close();
  await rm(folder, { recursive: true });
});
