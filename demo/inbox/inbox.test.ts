import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../postgres/cluster";
import type { Message } from "./mailbox";
import { startInbox, type Inbox, type InboxOptions } from "./server";

let options: InboxOptions;
let inbox: Inbox;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "rightful-inbox-test-"));
  options = { port: await freePort(), smtpPort: await freePort(), folder, faults: true };
  inbox = await startInbox(options);
});
afterAll(async () => {
  await inbox.stop();
  await rm(options.folder, { recursive: true, force: true });
});

const page = (path: string) => fetch(`http://localhost:${options.port}${path}`);
const messages = async (path = "/messages.json") => (await (await page(path)).json()) as Message[];
const behave = (mode: string) =>
  fetch(`http://localhost:${options.port}/fault`, { method: "POST", body: JSON.stringify({ mode }) });
const send = (subject: string) =>
  createTransport({ host: "localhost", port: options.smtpPort, secure: false }).sendMail({
    from: { name: "Rightful", address: "privacy@klangwerk.example" },
    to: { name: "", address: "ana@mail.example" },
    envelope: { from: "privacy@klangwerk.example", to: "ana@mail.example" },
    messageId: "<one@rightful>",
    subject,
    text: "Open http://localhost:3000/request/R-1?x=1&y=2.\n<b>no</b>",
    html: '<p>Open <a href="http://localhost:3000/">this</a></p>',
  });

test("a message is listed, shown with links that work, and read by tests", async () => {
  await send("Größe <1>");
  const [message] = await messages("/messages.json?to=ana@mail.example");
  expect(message).toMatchObject({
    envelope: { from: "privacy@klangwerk.example", to: ["ana@mail.example"] },
    subject: "Größe <1>",
    messageId: "<one@rightful>",
    headers: { "message-id": "<one@rightful>" },
  });
  expect(message?.html).toContain("<p>Open");
  expect(await messages("/messages.json?to=ben@mail.example")).toEqual([]);
  expect(await (await page("/")).text()).toContain("Größe &#60;1&#62;");
  const shown = await (await page(`/messages/${message?.id}`)).text();
  expect(shown).toContain('<a href="http://localhost:3000/request/R-1?x=1&#38;y=2">');
  expect(shown).not.toContain("<b>no</b>");
  const frame = await page(`/messages/${message?.id}/html`);
  expect(frame.headers.get("content-security-policy")).toContain("sandbox");
  expect((await page("/messages/1-1")).status).toBe(404);
});

test("a restart loses no message", async () => {
  const before = await messages();
  await inbox.stop();
  inbox = await startInbox(options);
  expect(await messages()).toEqual(before);
});

test("the mail server can refuse, defer and be down, and accepts again", async () => {
  const count = (await messages()).length;
  await behave("reject");
  await expect(send("refused")).rejects.toMatchObject({ responseCode: 550 });
  await behave("defer");
  await expect(send("deferred")).rejects.toMatchObject({ responseCode: 451 });
  await behave("down");
  await expect(send("nobody there")).rejects.toMatchObject({ code: "ESOCKET" });
  await behave("accept");
  await send("welcome");
  expect((await messages()).length).toBe(count + 1);
  expect((await behave("asleep")).status).toBe(400);
});
