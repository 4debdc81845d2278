/** Mails from a real IMAP server: taken down once each, and shown to those who looked. */
import { describe, expect, test, vi } from "vitest";
import { db } from "../../db";
import { waitingMails } from "../../queries/desk/inbound";
import { inboundPost, mail, pdf } from "./inbound.fixture";
import { fetchMailFile, lookIntoMail, mailShown } from "./look";
import { readNewMail } from "./read-mail";

const post = inboundPost("inbound");
const { staff } = post;
const all = () => db().inboundMail.findMany({ orderBy: { receivedAt: "asc" } });

describe("reading", () => {
  test("takes each mail down once, with the time at which the server had it, sealed; nothing changes in the mailbox", async () => {
    const at = new Date(Date.now() - 86_400_000).toISOString();
    post.server.deliver(mail({ at }));
    expect([await readNewMail(), await readNewMail()]).toEqual([1, 0]);
    const [row] = await all();
    expect(row?.receivedAt.toISOString().slice(0, 19)).toBe(at.slice(0, 19));
    expect(Buffer.from(row?.sealed ?? "").toString("latin1")).not.toMatch(/Mara|copy of everything/);
    expect(post.server.orders).toEqual([]);
    expect([...(post.server.folders().get("Privacy")?.messages[0]?.flags ?? [])]).toEqual([]);
    post.server.deliver(mail());
    post.server.deliver(mail());
    expect([await readNewMail(), await readNewMail()]).toEqual([2, 0]);
  });

  test.each(["drop", "lost-answer"] as const)(
    "goes on where it stood when the line ends (%s), and takes none twice",
    async (how) => {
      for (let n = 0; n < 3; n++) post.server.deliver(mail());
      post.server.fail(
        { on: "UID FETCH", how: { slow: 1 } },
        { on: "UID FETCH", how: { slow: 1 } },
        { on: "UID FETCH", how },
      );
      await expect(readNewMail()).rejects.toThrow();
      expect(await all()).toHaveLength(1);
      expect(await readNewMail()).toBe(2);
      expect(await all()).toHaveLength(3);
    },
  );

  test("by two workers at once, and after the folder was renumbered, gives no mail twice", async () => {
    for (let n = 0; n < 4; n++) post.server.deliver(mail());
    await Promise.all([readNewMail(), readNewMail()]);
    expect(await all()).toHaveLength(4);
    post.server.renumber("Privacy");
    post.server.deliver(mail());
    expect(await readNewMail()).toBe(1);
    expect(await all()).toHaveLength(5);
  });

  test("of a folder that is read for the first time leaves what is older than a month, and never what came while nothing ran", async () => {
    const old = new Date(Date.now() - 60 * 86_400_000).toISOString();
    post.server.deliver(mail({ at: old }));
    expect(await readNewMail()).toBe(0);
    post.server.deliver(mail({ at: old }));
    expect(await readNewMail()).toBe(1);
  });

  test("is off where the variables are not set, and says which are missing where some are", async () => {
    post.server.deliver(mail());
    for (const name of ["HOST", "PORT", "USER", "PASSWORD"]) vi.stubEnv(`MAILBOX_${name}`, "");
    expect(await readNewMail()).toBe(0);
    vi.stubEnv("MAILBOX_HOST", "127.0.0.1");
    await expect(readNewMail()).rejects.toThrow("MAILBOX_PORT, MAILBOX_USER, MAILBOX_PASSWORD");
  });
});

describe("what is shown", () => {
  test("is dates to all of the desk, the words to those who looked, and nothing to others", async () => {
    const id = await post.taken({ attachments: [{ name: "scan.pdf", mediaType: "text/plain", bytes: pdf }, { name: "x.pdf", mediaType: "application/pdf", bytes: Buffer.from("MZ") }] }); // prettier-ignore
    expect(await mailShown(staff.rui, id)).toMatchObject({ state: "open", words: null, files: [{ type: "pdf" }] });
    for (const who of [staff.lea, staff.ana]) {
      expect(await mailShown(who, id)).toBeNull();
      expect(await lookIntoMail(who, id)).toEqual({ ok: false, reason: "not-found" });
      expect(await waitingMails(who)).toBeNull();
    }
    expect(await lookIntoMail(staff.rui, id)).toMatchObject({ ok: true });
    const { words, files } = (await mailShown(staff.rui, id)) ?? {};
    expect(words).toMatchObject({
      from: { name: "Mara Keller", email: "mara@post.example" },
      subject: "My data",
      left: 1,
    });
    expect(words?.text).toContain("a copy of everything");
    expect((await mailShown(staff.nora, id))?.words).toBeNull();
    expect(await fetchMailFile(staff.lea, files?.[0]?.id as string)).toEqual({ ok: false, reason: "not-found" });
    expect(await fetchMailFile(staff.rui, files?.[0]?.id as string)).toMatchObject({
      ok: true,
      value: { bytes: pdf },
    });
    expect(await waitingMails(staff.dora)).toMatchObject({
      mails: [{ id, late: true, files: 1, first: null }],
      more: 0,
    });
    expect(JSON.stringify(await waitingMails(staff.dora))).not.toMatch(/Mara|mara@/);
  });

  test("of HTML is the text that people would read, never its code", async () => {
    const text = `<html><script>steal()</script><p>I want my data <b>erased</b>.</p><img src="https://spy.example/x.png"></html>`;
    const id = await post.looked({ html: true, text }, staff.rui);
    const said = (await mailShown(staff.rui, id))?.words?.text;
    expect(said).toContain("I want my data erased.");
    expect(said).not.toMatch(/[<>]|steal/);
  });
});
