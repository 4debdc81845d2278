/** Whose a message is, from when it counts, and what is read of it. */
import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { all, box, groupsOf, itemsOf, kim, mail, openPost, support, type Post } from "./mailbox.fixture";

let post: Post;
afterEach(() => post.close());

describe("whose a message is", () => {
  test("is said by whole addresses: the search finds parts of them, and names", async () => {
    post = await openPost([
      mail(),
      mail({ from: { name: "Joa Kim", email: "joakim@mail.example" } }),
      mail({ from: { name: "kim@mail.example", email: "x@mail.example" } }),
      mail({ from: support, to: [{ email: "KIM@mail.example" }] }),
    ]);
    const groups = await groupsOf(post.source);
    expect(groups.map(({ count, belongs, doubt }) => [count, belongs, doubt])).toEqual([[2, "mine", null]]);
    const items = await itemsOf(post.source);
    expect(items.map(({ key }) => key)).toEqual(["INBOX/1/1", "INBOX/1/4"]);
  });

  test("an address that was only found asks; one that was the account's counts for its time", async () => {
    const old = { email: "kim@old.example" };
    post = await openPost([
      mail({ from: { email: "kim@work.example" } }),
      mail({ from: old, at: "2021-06-01T00:00:00Z" }),
      mail({ from: old, at: "2022-01-01T00:00:00Z" }),
    ]);
    const groups = await groupsOf(post.source);
    expect(groups.map(({ count, since, belongs, doubt }) => [count, since, belongs, doubt])).toEqual([
      [1, "2026-10-05", "ask", "address-unproved"],
      [1, "2021-06-01", "mine", null],
    ]);
  });

  test("somebody else's address in it calls for a look; the company's own does not", async () => {
    post = await openPost([
      mail({ cc: [{ email: "tom@band.example" }] }),
      mail({ cc: [{ email: "Sales@Klangwerk.example" }] }),
      mail({ cc: [{ email: "kim@work.example" }] }),
      mail({ cc: [{ email: "x@not-klangwerk.example" }] }),
    ]);
    const groups = await groupsOf(post.source);
    expect(groups.map(({ count, belongs, doubt }) => [count, belongs, doubt])).toEqual([
      [1, "mine", null],
      [3, "mine", "third-persons"],
    ]);
  });

  test("where the address is not all there is, the name beside it speaks", async () => {
    const folder = "Closed/2026";
    post = await openPost([
      mail({ folder, from: { name: "ADLER, Kim", email: "kim@mail.example" } }),
      mail({ folder, from: { email: "kim@mail.example" } }),
      mail({ folder, from: { name: "Bo Adler", email: "kim@old.example" }, at: "2021-06-01T00:00:00Z" }),
    ]);
    const doubts = async (person = kim) =>
      (await groupsOf(post.source, person)).map(({ count, doubt }) => [doubt, count]);
    expect(Object.fromEntries(await doubts())).toEqual({ null: 1, "no-identifier": 1, "name-differs": 1 });
    post.server.deliver(mail({ folder, from: { name: "Bo Adler", email: "kim@mail.example" } }));
    expect(Object.fromEntries(await doubts())).toEqual({ "several-names": 3, "name-differs": 1 });
    expect(Object.fromEntries(await doubts({ ...kim, names: [] }))).toEqual({ "several-names": 3, "no-identifier": 1 });
  });

  test("nobody without an address is searched, and nobody is asked", async () => {
    post = await openPost([mail()]);
    expect(await groupsOf(post.source, { ...kim, addresses: [] })).toEqual([]);
    expect(post.server.log).not.toContain("UID SEARCH");
  });
});

test("an exchange counts from its last message, day by day and year by year as the rule asks", async () => {
  const answer = { from: support, to: [box], inReplyTo: "<a@x>" };
  post = await openPost([
    mail({ id: "<a@x>", at: "2026-01-05T23:30:00Z" }),
    mail({ ...answer, id: "<b@x>", at: "2026-03-01T23:30:00Z" }),
    mail({ ...answer, inReplyTo: "<b@x>", at: "2026-05-01T10:00:00Z", folder: "Closed/2026" }),
    mail({ at: "2026-01-05T10:00:00Z" }),
    mail({ folder: "Closed/2026", at: "2026-12-31T22:59:59Z" }),
    mail({ folder: "Closed/2026", at: "2026-12-31T23:00:00Z" }),
  ]);
  const groups = await groupsOf(post.source);
  expect(groups.map(({ category, trigger, since, count }) => [category, trigger, since, count])).toEqual([
    ["support-ticket", "2026-12-31", "2026-05-01", 2],
    ["support-ticket", "2027-01-01", "2027-01-01", 1],
    ["contact-email", "2026-01-05", "2026-01-05", 1],
    ["contact-email", "2026-05-01", "2026-01-06", 2],
  ]);
});

test("a record has the text and its files as streams", async () => {
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251));
  const files = [
    { name: "plan – Räume.pdf", mediaType: "application/pdf", bytes },
    { name: "note.txt", mediaType: "text/plain", bytes: Buffer.from("Grüße, latin1", "latin1") },
  ];
  post = await openPost([
    mail({
      subject: "Größe?",
      text: "Wie groß?\nKim",
      cc: [{ name: "T, Om", email: "tom@x.example" }],
      attachments: files,
    }),
  ]);
  const [group] = await groupsOf(post.source);
  const [record] = await all(post.source.read(kim, group!));
  expect(record).toMatchObject({
    category: "contact-email",
    part: "INBOX",
    key: "INBOX/1/1",
    values: {
      date: "2026-10-05T08:00:00.000Z",
      subject: "Größe?",
      from: ["Kim Adler <kim@mail.example>"],
      to: ["Support <support@klangwerk.example>"],
      cc: ["T, Om <tom@x.example>"],
      text: "Wie groß?\nKim",
    },
  });
  expect(record?.attachments?.map(({ name, mediaType }) => [name, mediaType])).toEqual(
    files.map(({ name, mediaType }) => [name, mediaType]),
  );
  for (const [at, file] of files.entries())
    expect(Buffer.concat(await all(record!.attachments![at]!.open()))).toEqual(file.bytes);
  // The company's answer is no word of the person.
  post.server.deliver(mail({ from: support, to: [box] }));
  const provided = await all(
    post.source.read(
      kim,
      (await groupsOf(post.source)).find(({ doubt }) => doubt === null)!,
      "provided",
    ),
  );
  expect(provided.map(({ values, attachments }) => [values, attachments])).toEqual([[{}, undefined]]);
});

test("a text too long to be read at once is a file", async () => {
  const text = "x".repeat(1_100_000);
  post = await openPost([mail({ text })]);
  const [group] = await groupsOf(post.source);
  const [record] = await all(post.source.read(kim, group!));
  expect(record?.values.text).toBe("");
  expect(Buffer.concat(await all(record!.attachments![0]!.open())).toString()).toBe(text);
});

test("a message of 50 MB streams in flat memory", async () => {
  const bytes = Buffer.alloc(50 * 2 ** 20, "0123456789abcdef");
  post = await openPost([mail({ attachments: [{ name: "a.bin", mediaType: "application/zip", bytes }] })]);
  const [group] = await groupsOf(post.source);
  const [record] = await all(post.source.read(kim, group!));
  const digest = createHash("sha256");
  const before = process.memoryUsage();
  let [length, highest] = [0, 0];
  for await (const piece of record!.attachments![0]!.open()) {
    digest.update(piece);
    length += piece.length;
    const { heapUsed, external } = process.memoryUsage();
    highest = Math.max(highest, heapUsed + external - before.heapUsed - before.external);
  }
  expect(length).toBe(bytes.length);
  expect(digest.digest("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(highest / 2 ** 20).toBeLessThan(40);
}, 120_000);
