/** Throttling in every dialect, over the wire: short waits are slept through, long ones free the worker. */
import { describe, expect, test } from "vitest";
import type { Fault } from "../../../demo/vendors/stand-in";
import { jane } from "../../../demo/vendors/vendors.fixture";
import { watchErrors } from "./errors.fixture";
import { listOf } from "./http.fixture";
import { answer, locate, newsletter, quick, who } from "./newsletter.fixture";

const errorOf = watchErrors(6);

describe("asked too often", () => {
  test.each<[string, Fault]>([
    ["429 and seconds", answer(429, { "retry-after": "1" })],
    ["429 and a date", answer(429, { "retry-after": new Date(Date.now() - 1_000).toUTCString() })],
    ["429 without a word", answer(429)],
    ["429 and nonsense", answer(429, { "retry-after": "soon" })],
    ["Mailchimp's 403 with an empty body", answer(403)],
    ["503 and seconds", answer(503, { "retry-after": "0" })],
  ])("%s: a short wait is slept through", async (_, fault) => {
    const { source, fault: next, log } = await newsletter();
    next(fault);
    expect((await locate(source)).groups).toHaveLength(1);
    expect(log()).toHaveLength(2);
  });

  test.each<[string, Record<string, string>, number]>([
    ["seconds", { "retry-after": "120" }, 120],
    ["a date", { "retry-after": new Date(Date.now() + 300_000).toUTCString() }, 300],
    ["an absurd number, for at most an hour", { "retry-after": "1000000000" }, 3_600],
  ])("a long wait frees the worker: %s", async (_, headers, seconds) => {
    const { source, fault, log } = await newsletter();
    fault(answer(429, headers));
    const error = await errorOf(locate(source));
    expect(error).toMatchObject({ trouble: "throttled" });
    const wait = (error.askAgain!.getTime() - Date.now()) / 1_000;
    expect(Math.abs(wait - seconds)).toBeLessThan(15);
    expect(log()).toHaveLength(1);
  });

  test("a system that never stops saying so is left alone after a few calls", async () => {
    const { source, fault, log } = await newsletter();
    fault(...Array.from({ length: 20 }, () => answer(429, { "retry-after": "0" })));
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "throttled" });
    expect(log().length).toBeLessThan(6);
  });

  test("a 403 with a body is no throttling", async () => {
    const { source, fault } = await newsletter();
    fault(answer(403, {}, { title: `No rights to ${jane.email}` }));
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "forbidden" });
  });

  test("a write that was refused as too often is sent once more, and has one effect", async () => {
    const { source, fault, writes, janes } = await newsletter();
    const [item] = await listOf(source, who);
    fault({ ...answer(429, { "retry-after": "0" }), on: "POST" });
    expect(await source.write!("erase", [item!], "op")).toEqual({ done: 1, gone: 0, held: 0 });
    expect([writes().length, janes()]).toEqual([2, []]);
  });

  test("the portal's own budget is kept before the system has to say so", async () => {
    const { source, log } = await newsletter({ limits: { ...quick, rate: ["2/h"] } });
    await locate(source);
    await locate(source);
    const error = await errorOf(locate(source));
    expect(error).toMatchObject({ trouble: "throttled" });
    expect(error.askAgain!.getTime() - Date.now()).toBeGreaterThan(3_000_000);
    expect(log()).toHaveLength(2);
  });
});
