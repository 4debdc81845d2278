/** Systems that fail, hang, drip or lie, over the wire, and answers that are lost. */
import { describe, expect, test } from "vitest";
import type { Fault } from "../../../demo/vendors/stand-in";
import { jane } from "../../../demo/vendors/vendors.fixture";
import { crmSource } from "./crm.fixture";
import { watchErrors } from "./errors.fixture";
import { listOf, open } from "./http.fixture";
import { answer, locate, newsletter, who } from "./newsletter.fixture";

const errorOf = watchErrors(13);

describe("a system that fails while it is read", () => {
  const page = { "content-type": "text/html" };
  test.each<[string, Fault, string, number]>([
    ["500", answer(500, {}, { detail: jane.email }), "unreachable", 1],
    ["a page in HTML", answer(200, page, `<html>${jane.email}</html>`), "unexpected-answer", 1],
    ["JSON of another shape", answer(200, {}, { members: [jane.email] }), "unexpected-answer", 1],
    ["truncated", { kind: "truncated" }, "unreachable", 4],
    ["hangs", { kind: "hang" }, "timeout", 1],
    ["drips", { kind: "drip" }, "timeout", 1],
    ["a bomb", { kind: "gzip-bomb", mebibytes: 200 }, "unexpected-answer", 1],
    ["resets", { kind: "reset" }, "unreachable", 4],
    ["502", answer(502), "unreachable", 4],
    ["503", answer(503), "unreachable", 4],
    ["504", answer(504), "unreachable", 4],
  ])("%s: said, after a bounded number of calls", { timeout: 30_000 }, async (_, fault, trouble, calls) => {
    const { source, fault: next, log } = await newsletter();
    next(...Array.from({ length: calls }, () => fault));
    const before = process.memoryUsage().rss;
    expect(await errorOf(locate(source))).toMatchObject({ source: "system", trouble });
    expect(log()).toHaveLength(calls);
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
    // The next time all is well again.
    expect((await locate(source)).groups).toHaveLength(1);
  });

  test.each<[string, Fault]>([
    ["a reset", { kind: "reset" }],
    ["502", answer(502)],
  ])("%s is got over", async (_, fault) => {
    const { source, fault: next } = await newsletter();
    next(fault, fault);
    expect((await locate(source)).groups).toHaveLength(1);
  });

  test("nobody listens", async () => {
    const { source } = open(
      { ...crmSource, base: "CRM_URL" },
      { CRM_URL: "http://127.0.0.1:9", CRM_TOKEN: "token-of" },
    );
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "unreachable" });
  });
});

describe("a write whose answer is lost", () => {
  test.each<[string, Fault]>([
    ["lost", { kind: "lost-answer" }],
    ["dripping", { kind: "drip" }],
    ["cut", { kind: "truncated" }],
  ])("%s: the record is looked at, and nothing is sent twice", async (_, fault) => {
    const { source, fault: next, writes, janes } = await newsletter();
    const items = await listOf(source, who);
    next({ ...fault, on: "PATCH" });
    expect(await source.write!("stop", items, "op")).toEqual({ done: items.length, gone: 0, held: 0 });
    expect(writes()).toHaveLength(items.length);
    expect(janes().every(({ status }) => status === "unsubscribed")).toBe(true);
  });

  test("a deletion that was carried out counts as done", async () => {
    const { source, fault, writes, janes } = await newsletter();
    const items = await listOf(source, who);
    fault({ kind: "lost-answer", on: "POST" });
    expect(await source.write!("erase", items, "op")).toEqual({ done: items.length, gone: 0, held: 0 });
    expect([writes().length, janes()]).toEqual([items.length, []]);
  });

  test.each<[string, Fault]>([
    ["reset", { kind: "reset" }],
    ["500", answer(500)],
  ])("%s, and nothing was done: what is harmless twice is sent once more", async (_, fault) => {
    const { source, fault: next, writes, janes } = await newsletter();
    const items = await listOf(source, who);
    next({ ...fault, on: "POST" });
    expect(await source.write!("erase", items, "op")).toEqual({ done: items.length, gone: 0, held: 0 });
    expect([writes().length, janes()]).toEqual([items.length + 1, []]);
  });

  test("without any answer it is not said to be done; later the same call goes on", async () => {
    const { source, fault, janes } = await newsletter();
    const items = await listOf(source, who);
    fault({ kind: "hang", on: "POST" }, { kind: "hang", on: "POST" });
    expect(await errorOf(source.write!("erase", items, "op"))).toMatchObject({ trouble: "unknown-outcome" });
    expect(await source.left("erase", items)).toBe(items.length);
    expect(await source.write!("erase", items, "op")).toEqual({ done: items.length, gone: 0, held: 0 });
    expect(janes()).toEqual([]);
  });
});
