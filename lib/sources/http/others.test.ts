/** Records of somebody else, records that are refused, and pages that never end. */
import { describe, expect, test } from "vitest";
import { jane } from "../../../demo/vendors/vendors.fixture";
import { WrongPerson } from "../source";
import { crmSource } from "./crm.fixture";
import { watchErrors } from "./errors.fixture";
import { json, listOf, open, system, type Answering } from "./http.fixture";
import { locate, quick, who } from "./newsletter.fixture";

const errorOf = watchErrors(5);

describe("one of several", () => {
  const contact = (id: number) => ({ id, email: jane.email, name: "Jane Roe", paused: false, joined: "2024-01-01" });
  async function crm(usual: Answering, parts: (keyof typeof crmSource.collections)[] = ["contact", "note"]) {
    const other = await system(usual);
    const collections = Object.fromEntries(parts.map((name) => [name, crmSource.collections[name]]));
    const { source } = open(
      { ...crmSource, collections, limits: quick },
      { CRM_URL: other.url, CRM_TOKEN: "token-of" },
    );
    return { source, other };
  }

  test("that is refused is held, the others are done, and the next run touches only what is left", async () => {
    const gone = new Set<string>();
    let locked = true;
    const { source, other } = await crm((asked, response) => {
      const { method, path } = asked;
      const id = path.split("/")[2] ?? "";
      if (method === "DELETE" && id === "2" && locked) return json({ error: jane.email }, 409)(asked, response);
      if (method === "DELETE") return void (gone.add(id), response.writeHead(204).end());
      if (path.endsWith("/notes")) return json({ notes: [] })(asked, response);
      const left = [1, 2, 3].filter((one) => !gone.has(String(one))).map(contact);
      if (path.startsWith("/contacts?")) return json({ data: left, next: null })(asked, response);
      const found = left.find((one) => String(one.id) === id);
      return found ? json(found)(asked, response) : json({}, 404)(asked, response);
    });
    const items = await listOf(source, who);
    expect(await source.write!("erase", items, "op")).toEqual({ done: 2, gone: 0, held: 1 });
    expect(await source.left("erase", items)).toBe(1);
    locked = false;
    const before = other.writes().length;
    expect(await source.write!("erase", items, "op")).toEqual({ done: 1, gone: 2, held: 0 });
    expect(other.writes()).toHaveLength(before + 1);
  });

  test("a record of somebody else where only the person's may be stops everything", async () => {
    const { source } = await crm((asked, response) =>
      asked.path.endsWith("/notes")
        ? json({ notes: [{ id: "a", contact: 99, text: jane.email, written: "2024-01-01" }] })(asked, response)
        : json({ data: [contact(1)], next: null })(asked, response),
    );
    const error = await errorOf(locate(source));
    expect(error).toBeInstanceOf(WrongPerson);
    expect(error).toMatchObject({ part: "note/note" });
  });

  test("another record in place of the one that was asked for stops everything", async () => {
    const { source } = await crm((asked, response) => {
      if (asked.path.endsWith("/notes")) return json({ notes: [] })(asked, response);
      if (asked.path.startsWith("/contacts?")) return json({ data: [contact(1)], next: null })(asked, response);
      return json(contact(2))(asked, response);
    });
    const items = await listOf(source, who);
    expect(await errorOf(source.write!("erase", items, "op"))).toBeInstanceOf(WrongPerson);
    expect(await errorOf(source.left("erase", items))).toBeInstanceOf(WrongPerson);
  });

  test("pages that go round in a circle end", async () => {
    const { source } = await crm((asked, response) =>
      asked.path.endsWith("/notes")
        ? json({ notes: [] })(asked, response)
        : json({ data: [], next: "same" })(asked, response),
    );
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "unexpected-answer" });
  });

  test("ten thousand records come page by page, in one order, in flat memory", { timeout: 60_000 }, async () => {
    const text = "x".repeat(2_000);
    const { source } = await crm(
      (asked, response) => {
        const from = Number(new URL(asked.path, "http://crm").searchParams.get("after") ?? 0);
        const data = Array.from({ length: 100 }, (_, at) => ({ ...contact(20_000 - from - at), text }));
        json({ data, next: from < 9_900 ? from + 100 : null })(asked, response);
      },
      ["contact"],
    );
    const [group] = (await locate(source)).groups;
    expect(group?.count).toBe(10_000);
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    let highest = 0;
    const read: string[] = [];
    for await (const { key } of source.read(who, group!)) {
      read.push(key);
      if (read.length % 1_000 === 0) highest = Math.max(highest, process.memoryUsage().heapUsed - before);
    }
    const listed: string[] = [];
    for await (const { key } of source.list(who, group!)) listed.push(key);
    expect([read.length, new Set(read).size]).toEqual([10_000, 10_000]);
    expect(listed).toEqual(read);
    // All of it at once would be 20 MB of text, and several times that on its way.
    expect(highest).toBeLessThan(60 * 1024 * 1024);
  });

  test("a record without a usable key is no record", async () => {
    const { source } = await crm(json({ data: [{ id: "..", email: jane.email, joined: "2024-01-01" }], next: null }));
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "unexpected-answer" });
  });
});

test("more pages that nothing leads to are no end: what was read is not taken for all", async () => {
  const { url } = await system(json({ data: [{ id: null, email: jane.email }], has_more: true }));
  const collections = {
    contact: {
      category: "contact",
      needs: ["email"],
      key: ["record.email"],
      read: {
        request: { path: "/contacts" },
        records: "data",
        next: { last: "id", as: "after", more: "has_more" },
        mustEqual: { field: "email", fold: true },
      },
    },
  };
  const { source } = open({ base: "CRM_URL", collections, limits: quick }, { CRM_URL: url });
  expect(await errorOf(source.locate(who, {}))).toMatchObject({ trouble: "unexpected-answer" });
});
