/** What a mailbox must not do: erase what it was not told to, trust a server that renumbers, take silence for nothing. */
import { afterEach, describe, expect, test } from "vitest";
import { SourceUnreachable } from "../source";
import { mailboxSource } from "../mailbox";
import { groupsOf, itemsOf, kim, mail, mapping, openPost, policy, type Post } from "./mailbox.fixture";

let post: Post;
afterEach(() => post.close());

const uids = (folder = "INBOX") =>
  post.server
    .folders()
    .get(folder)
    ?.messages.map(({ uid }) => uid) ?? [];

describe("erasing", () => {
  test("takes the listed messages, and none that others marked as deleted", async () => {
    post = await openPost([
      mail(),
      mail({ from: { email: "ben@mail.example" }, flags: ["\\Deleted"] }),
      mail(),
      mail(),
    ]);
    const items = await itemsOf(post.source);
    expect(await post.source.write!("erase", items.slice(0, 2), "o-1")).toEqual({ done: 2, gone: 0, held: 0 });
    expect(uids()).toEqual([2, 4]);
  });

  test("without UIDPLUS nothing is touched, and the probe says so", async () => {
    post = await openPost([mail()], { capabilities: ["IMAP4rev1"] });
    const items = await itemsOf(post.source);
    expect(await post.source.write!("erase", items, "o-1")).toEqual({ done: 0, gone: 0, held: 1 });
    expect(post.server.folders().get("INBOX")?.messages[0]?.flags.size).toBe(0);
    expect((await post.source.probe()).join()).toContain("UIDPLUS");
  });

  test("a folder that was renumbered is changed as a whole: nothing is written", async () => {
    post = await openPost([mail(), mail({ from: { email: "ben@mail.example" } }), mail()]);
    const items = await itemsOf(post.source);
    post.server.folders().get("INBOX")!.messages.shift();
    post.server.renumber("INBOX");
    expect(await post.source.changed(items)).toBe(2);
    expect(await post.source.write!("erase", items, "o-1")).toEqual({ done: 0, gone: 0, held: 2 });
    expect(await post.source.left("erase", items)).toBe(2);
    expect(uids()).toEqual([1, 2]);
    expect((await itemsOf(post.source)).map(({ key }) => key)).toEqual(["INBOX/1001/2"]);
  });

  test("another message under the same number is a change", async () => {
    post = await openPost([mail({ id: "<1@x>" })]);
    const items = await itemsOf(post.source);
    expect(await post.source.changed(items)).toBe(0);
    post.server.folders().get("INBOX")!.messages[0]!.mail.text += " more";
    expect(await post.source.changed(items, "erase")).toBe(1);
  });

  test.each([
    ["UID STORE", "drop"],
    ["UID STORE", "lost-answer"],
    ["UID EXPUNGE", "drop"],
    ["UID EXPUNGE", "lost-answer"],
    ["UID FETCH", "drop"],
    ["SELECT", "drop"],
    ["CAPABILITY", "drop"],
  ] as const)("stopped at %s (%s) and begun again ends as if nothing had been", async (on, how) => {
    const others = Array.from({ length: 3 }, () => mail({ from: { email: "ben@mail.example" } }));
    post = await openPost([mail(), ...others, mail(), mail({ folder: "Closed/2026" })]);
    const items = await itemsOf(post.source);
    post.server.fail({ on, how });
    await expect(post.source.write!("erase", items, "o-1")).rejects.toThrow(SourceUnreachable);
    const again = await post.source.write!("erase", items, "o-1");
    expect(again.held).toBe(0);
    expect(again.done + again.gone).toBe(3);
    expect(await post.source.left("erase", items)).toBe(0);
    expect(uids()).toEqual([2, 3, 4]);
    expect(uids("Closed/2026")).toEqual([]);
    expect(
      [...post.server.folders()].flatMap(([, { messages }]) => messages.flatMap(({ flags }) => [...flags])),
    ).toEqual([]);
  });

  test("what the server refuses is held", async () => {
    post = await openPost([mail()]);
    const items = await itemsOf(post.source);
    post.server.fail({ on: "UID STORE", how: "no" });
    expect(await post.source.write!("erase", items, "o-1")).toEqual({ done: 0, gone: 0, held: 1 });
    expect(await post.source.write!("truncate", items, "o-1")).toEqual({ done: 0, gone: 0, held: 1 });
    expect(uids()).toEqual([1]);
  });
});

describe("keywords", () => {
  test("a server that keeps none cannot pause: the registry alone says so", async () => {
    post = await openPost([mail()], { permanentFlags: ["\\Deleted", "\\Seen"] });
    const groups = await groupsOf(post.source);
    expect(groups.map(({ pausable }) => pausable)).toEqual([false]);
    const items = await itemsOf(post.source);
    expect(await post.source.write!("pause", items, "o-1")).toEqual({ done: 0, gone: 0, held: 1 });
    // Two folders, two keywords.
    expect(await post.source.probe()).toHaveLength(4);
  });

  test("a lock and a pause lie beside each other", async () => {
    post = await openPost([mail({ flags: ["\\Seen"] })]);
    const items = await itemsOf(post.source);
    await post.source.write!("restrict", items, "o-1");
    await post.source.write!("pause", items, "o-2");
    await post.source.write!("lift", items, "o-3");
    expect([...post.server.folders().get("INBOX")!.messages[0]!.flags]).toEqual(["\\Seen", "$RightfulLocked"]);
    expect(await post.source.left("restrict", items)).toBe(0);
  });
});

describe("a server that cannot be asked", () => {
  const trouble = (promise: Promise<unknown>) =>
    promise.then(
      () => "answered",
      (error: unknown) => (error instanceof SourceUnreachable ? error.trouble : error),
    );

  test("is never one that holds nothing", async () => {
    post = await openPost([mail()], { patience: 600 });
    const locate = () => trouble(post.source.locate(kim, {}));
    post.server.fail({ on: "UID SEARCH", how: "no" });
    expect(await locate()).toBe("unexpected-answer");
    post.server.fail({ on: "UID SEARCH", how: "drop" });
    expect(await locate()).toBe("unreachable");
    post.server.fail({ on: "UID FETCH", how: "hang" });
    expect(await locate()).toBe("timeout");
    post.server.fail({ on: "UID FETCH", how: "no" });
    expect(await locate()).toBe("unexpected-answer");
    post.server.fail({ on: "SELECT", how: "no" });
    expect(await locate()).toBe("unexpected-answer");
    post.server.fail({ on: "UID SEARCH", how: { slow: 100 } });
    expect(await locate()).toBe("answered");
  });

  test("says that it does not know the password, without telling it", async () => {
    post = await openPost([mail()], { password: "not-this-one" });
    const error = await post.source.locate(kim, {}).catch((error: unknown) => error as SourceUnreachable);
    expect(error).toMatchObject({ trouble: "refused-credentials" });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).cause)).not.toContain(
      "not-this-one",
    );
    expect(await post.source.probe()).toEqual(["The source post cannot be reached (refused-credentials)."]);
  });

  test("gets no password without TLS, and none outside the own network", async () => {
    post = await openPost([mail()], { change: { private: false } });
    expect(await trouble(post.source.locate(kim, {}))).toBe("unreachable");
    expect(post.server.log).toEqual([]);
    const server = { host: "203.0.113.7", port: 143, user: "u", password: "p" };
    expect(await trouble(mailboxSource("post", mapping(), { server, policy }).locate(kim, {}))).toBe("forbidden");
  });
});
