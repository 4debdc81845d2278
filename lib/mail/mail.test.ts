import { createServer, type Server } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { simpleParser } from "mailparser";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freePort } from "../../demo/postgres/cluster";
import { db } from "../db";
import { fileRequest, openTestPortal, signedIn } from "../steps/filed-request.fixture";
import { sendMail } from "../steps/answer/mailed";
import { openMail, queueMail, type Outgoing } from "./outbox";
import { handOver } from "./transport";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
beforeAll(async () => {
  portal = await openTestPortal("mail");
});
afterAll(() => portal.close());

type Received = { from: string; to: string[]; raw: string };
let received: Received[];
let server: SMTPServer | null;
let port: number;

async function listen(options: Partial<SMTPServerOptions> = {}): Promise<void> {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        received.push({
          from,
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
        });
        callback();
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server?.listen(port, "localhost", resolve));
}

async function stop(): Promise<void> {
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = null;
}

beforeEach(async () => {
  received = [];
  port = await freePort();
  process.env.SMTP_URL = `smtp://localhost:${port}`;
  await db().mail.deleteMany();
});
afterEach(stop);

const outgoing = (fields: Partial<Outgoing> = {}): Outgoing => ({
  request: null,
  kind: "acknowledgement",
  language: "de",
  key: "1",
  to: { name: "", address: "ana@mail.example" },
  subject: "Ihr Anliegen ist eingegangen",
  text: "Guten Tag,\n\nGröße.\n",
  html: "<p>Guten Tag, Größe.</p>",
  ...fields,
});
const queue = (fields: Partial<Outgoing> = {}) => db().$transaction((tx) => queueMail(tx, outgoing(fields)));
const dueNow = () => db().mail.updateMany({ where: { state: "queued" }, data: { nextAt: new Date(0) } });
const only = () => db().mail.findFirstOrThrow();
const refuse = (code: number) => Object.assign(new Error("no"), { responseCode: code });

test("the outbox keeps the mail sealed, with a Message-ID that follows from request, kind and key", async () => {
  const first = await queue();
  expect(await queue({ subject: "again" })).toEqual(first);
  const row = await only();
  expect(row.messageId).toMatch(/^<[0-9a-f]{40}@privacy\.klangwerk\.example>$/);
  expect(Buffer.from(row.sealed).toString("latin1")).not.toContain("ana@mail.example");
  expect(openMail(row.sealed).subject).toBe("Ihr Anliegen ist eingegangen");
  expect(await queue({ key: "2" })).not.toEqual(first);
});

test("a mail whose transaction fails was never written", async () => {
  const failing = db().$transaction(async (tx) => {
    await queueMail(tx, outgoing());
    throw new Error("the step failed");
  });
  await expect(failing).rejects.toThrow("the step failed");
  expect(await db().mail.count()).toBe(0);
});

test("an accepted mail is settled once, with its parts and headers, and its event", async () => {
  await listen();
  const request = await fileRequest(await signedIn());
  await queue({ request });
  expect(await sendMail({ limit: 10 })).toBe(1);
  expect(await sendMail({ limit: 10 })).toBe(0);
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ from: "privacy@klangwerk.example", to: ["ana@mail.example"] });
  const mail = await simpleParser(received[0]?.raw ?? "");
  expect(mail.messageId).toBe((await only()).messageId);
  expect(mail.text).toContain("Größe");
  expect(mail.html).toContain("<p>Guten Tag, Größe.</p>");
  expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
  expect(await only()).toMatchObject({ state: "accepted", code: 250, settledAt: expect.any(Date) });
  const event = await db().event.findFirstOrThrow({ where: { request, fact: "mailed" } });
  expect(event.data).toEqual({ letter: "acknowledgement", outcome: "accepted" });
});

test("a refused recipient is a bounce: an event, and a task for today that is opened again if it happens again", async () => {
  await listen({ onRcptTo: (_address, _session, callback) => callback(refuse(550)) });
  const request = await fileRequest(await signedIn());
  await queue({ request });
  expect(await sendMail({ limit: 10 })).toBe(1);
  expect(await only()).toMatchObject({ state: "bounced", code: 550 });
  const task = await db().task.findFirstOrThrow({ where: { request } });
  expect(task).toMatchObject({ kind: "mail-bounced", doneAt: null });
  expect(task.dueOn.toISOString().slice(0, 10)).toBe(
    new Date().toLocaleDateString("en-CA", { timeZone: "Europe/Berlin" }),
  );
  await db().task.updateMany({ data: { doneAt: new Date() } });
  await queue({ request, key: "2" });
  await sendMail({ limit: 10 });
  expect(await db().task.findMany({ where: { request } })).toMatchObject([{ doneAt: null }]);
  expect(await db().event.count({ where: { request, fact: "mailed" } })).toBe(2);
});

test("a refused message is a bounce, too", async () => {
  await listen({
    onData: (stream, _session, callback) => {
      stream.resume();
      stream.on("end", () => callback(refuse(552)));
    },
  });
  await queue();
  await sendMail({ limit: 10 });
  expect(await only()).toMatchObject({ state: "bounced", code: 552 });
});

test.each([
  ["the server defers the recipient", { onRcptTo: (_a, _s, callback) => callback(refuse(451)) }, 451],
  ["the server refuses our sender", { onMailFrom: (_a, _s, callback) => callback(refuse(550)) }, 550],
  ["the server turns us away", { onConnect: (_s, callback) => callback(refuse(554)) }, 554],
] satisfies [string, Partial<SMTPServerOptions>, number][])("%s: nothing is lost", async (_why, options, code) => {
  await listen(options);
  await queue();
  expect(await sendMail({ limit: 10 })).toBe(0);
  const waiting = await only();
  expect(waiting).toMatchObject({ state: "queued", tries: 1, code });
  expect(waiting.nextAt.getTime()).toBeGreaterThan(Date.now() + 10_000);
  expect(await sendMail({ limit: 10 })).toBe(0);
  await stop();
  await listen();
  await dueNow();
  expect(await sendMail({ limit: 10 })).toBe(1);
  expect(received).toHaveLength(1);
});

test("the server is down: the mail waits longer each time, the desk is told once, and it is sent in the end", async () => {
  const request = await fileRequest(await signedIn());
  await queue({ request });
  for (let n = 0; n < 9; n++) {
    await dueNow();
    expect(await sendMail({ limit: 10 })).toBe(0);
  }
  const waiting = await only();
  expect(waiting).toMatchObject({ state: "queued", tries: 9, code: null });
  expect(waiting.nextAt.getTime()).toBeGreaterThan(Date.now() + 40 * 60_000);
  expect(await db().task.findMany({ where: { request } })).toMatchObject([{ kind: "mail-delayed" }]);
  await listen();
  await dueNow();
  expect(await sendMail({ limit: 10 })).toBe(1);
  expect((await only()).state).toBe("accepted");
});

test("a connection that breaks after the message is tried again with the same Message-ID", async () => {
  const broken = await breakingServer(port);
  await queue();
  expect(await sendMail({ limit: 10 })).toBe(0);
  expect(await only()).toMatchObject({ state: "queued", tries: 1 });
  await new Promise((resolve) => broken.close(resolve));
  await listen();
  await dueNow();
  expect(await sendMail({ limit: 10 })).toBe(1);
  expect((await simpleParser(received[0]?.raw ?? "")).messageId).toBe((await only()).messageId);
});

/** Speaks SMTP up to the end of the message and then hangs up without a word. */
function breakingServer(at: number): Promise<Server> {
  const breaking = createServer((socket) => {
    socket.write("220 hello\r\n");
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      const text = chunk.toString();
      if (text.startsWith("DATA")) socket.write("354 go on\r\n");
      else if (text.endsWith("\r\n.\r\n")) socket.destroy();
      else if (/^(EHLO|MAIL|RCPT)/.test(text)) socket.write("250 fine\r\n");
    });
  });
  return new Promise((resolve) => breaking.listen(at, "localhost", () => resolve(breaking)));
}

test("workers side by side send each mail once", async () => {
  await listen();
  for (let n = 0; n < 30; n++) await queue({ key: String(n) });
  const sent = await Promise.all(Array.from({ length: 4 }, () => sendMail({ limit: 12 })));
  expect(sent.reduce((sum, n) => sum + n)).toBe(30);
  expect(received).toHaveLength(30);
});

const attacks = [
  "a@victim.example\r\nBcc: b@attacker.example",
  "victim@victim.example <b@attacker.example>",
  "a@victim.example, b@attacker.example",
  "a@victim.example; b@attacker.example",
  "group: a@victim.example, b@attacker.example;",
  '"b@attacker.example"@victim.example',
  '"b@attacker.example> x"@victim.example',
  "a@victim.example(b@attacker.example)",
  "<b@attacker.example>",
  "a@victim.example>\r\nRCPT TO:<b@attacker.example",
  "a@victim.example\0b@attacker.example",
];

test.each(attacks)("%j reaches nobody", async (address) => {
  await listen();
  await expect(queue({ to: { name: "", address } })).rejects.toThrow("no usable address");
  const handed = await handOver({ ...outgoing({ to: { name: "", address } }), messageId: "<1@x>", language: "en" });
  expect(handed).toEqual({ outcome: "bounced", code: null });
  expect(received).toEqual([]);
});

test.each(["o'brien+shop=1@mail.example", "Ana.Lindqvist@MAIL.example", "a_b.c-d@sub.mail.example"])(
  "RCPT TO is %s, byte for byte",
  async (address) => {
    await listen();
    const usable = address.replace("MAIL", "mail");
    await queue({
      to: { name: 'Mallory" <m@attacker.example>', address: usable },
      subject: "x\r\nBcc: b@attacker.example",
    });
    await sendMail({ limit: 1 });
    expect(received.map(({ to }) => to)).toEqual([[usable]]);
    expect(received[0]?.raw).not.toMatch(/^bcc:/im);
  },
);
