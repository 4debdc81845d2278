/** OpenDSR 2.0 over real sockets: what is ordered, once, and what becomes of it. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { heldBy, hour, janeDoe, listOf, orderedAt, person, stage } from "./stage.fixture";

describe("what is there", () => {
  test("is assumed of whoever has an id there, as one record, and nothing of nobody", async () => {
    const { source } = await stage();
    const { groups } = await source.locate(janeDoe, {});
    expect(groups).toMatchObject([{ category: "partner-profile", count: 1, assumed: true, doubt: null }]);
    const unknown = { account: null, addresses: [], names: ["Jane Roe"], postcodes: [] };
    const none = await source.locate(unknown, {});
    expect(none.groups).toMatchObject([{ count: null, doubt: "no-identifier" }]);
    expect(await listOf(source, unknown)).toEqual([]);
  });

  test("an address that was only typed in identifies nobody", async () => {
    const { source } = await stage({ mapping: { identities: [{ type: "email", format: "sha256" }] } });
    const typed = { ...janeDoe, addresses: [{ email: "jane@mail.example", proved: false, held: null }] };
    expect((await source.locate(typed, {})).groups).toMatchObject([{ count: null }]);
  });

  test("an address that the account gave up may be somebody else's by now: nothing is ordered about it", async () => {
    const held = (until: string | null) => ({ from: "2020-01-01T00:00:00Z", until });
    const moved = {
      ...person("jane.new@mail.example"),
      addresses: [
        { email: "jane.new@mail.example", proved: false, held: held(null) },
        { email: "omar@mail.example", proved: false, held: held("2022-01-01T00:00:00Z") },
      ],
    };
    const { source, vendors, partner } = await stage();
    await source.write?.("erase", await listOf(source, moved), "R-1/1/0/0");
    await partner.settle(orderedAt(vendors)[0] ?? "", "completed");
    expect(heldBy(vendors)).toContain("omar@mail.example");
    const before = { ...moved, addresses: moved.addresses.slice(1) };
    expect((await source.locate(before, {})).groups).toMatchObject([{ count: null, doubt: "no-identifier" }]);
  });

  test("looking and probing order nothing", async () => {
    const { source, vendors } = await stage();
    expect(await source.probe()).toEqual([]);
    await listOf(source, janeDoe);
    expect(vendors.log("opendsr").filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("probing says what the policy expects in vain", async () => {
    const { source } = await stage({
      mapping: { identities: [{ type: "android_id", format: "raw", from: "android" }] },
      partner: { types: ["access"] },
    });
    const said = (await source.probe()).join(" ");
    expect(said).toContain("no orders to erase");
    expect(said).toContain("android_id");
  });
});

describe("an order to erase", () => {
  test("is given once, followed, and done when the processor says so", async () => {
    const { source, vendors, partner, later } = await stage();
    const items = await listOf(source, janeDoe);
    const first = await source.write?.("erase", items, "R-1/1/0/0");
    expect(first).toMatchObject({ done: 0, gone: 0, held: 0, underWay: { count: 1 } });
    expect(Date.parse(first?.underWay?.by ?? "")).toBeGreaterThan(Date.now() + 13 * 24 * hour);
    expect(await source.left("erase", items)).toBe(1);
    const [order = ""] = orderedAt(vendors);
    expect(order).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

    later(2 * hour);
    expect(await source.write?.("erase", items, "R-1/1/0/0")).toMatchObject({ underWay: { count: 1 } });
    await partner.settle(order, "in_progress");
    expect(await source.write?.("erase", items, "R-1/1/0/0")).toMatchObject({ underWay: { count: 1 } });
    await partner.settle(order, "completed");
    expect(await source.write?.("erase", items, "R-1/1/0/0")).toEqual({ done: 1, gone: 0, held: 0 });
    expect(await source.left("erase", items)).toBe(0);
    expect(await source.write?.("erase", items, "R-1/1/0/0")).toEqual({ done: 0, gone: 1, held: 0 });
    expect(orderedAt(vendors)).toEqual([order]);
    expect(heldBy(vendors)).toEqual(["omar@mail.example", "ruth@mail.example"]);
  });

  test("carries the identities of the policy and no other", async () => {
    const { source, vendors } = await stage();
    await source.write?.("erase", await listOf(source, janeDoe), "R-1/1/0/0");
    const body = JSON.parse(vendors.log("opendsr").find(({ method }) => method === "POST")?.body ?? "{}") as object;
    expect(body).toMatchObject({
      regulation: "gdpr",
      subject_request_type: "erasure",
      api_version: "2.0",
      subject_identities: [
        {
          identity_type: "email",
          identity_format: "sha256",
          identity_value: createHash("sha256").update("jane@mail.example").digest("hex"),
        },
        { identity_type: "controller_customer_id", identity_format: "raw", identity_value: "KW-1" },
      ],
      status_callback_urls: ["http://localhost:9/api/callbacks/opendsr/partner-dsr"],
    });
    expect(JSON.stringify(body)).not.toContain("jane@");
  });

  test("stays under way past the day that was promised, and a new promise is taken over", async () => {
    const { source, later } = await stage();
    const items = await listOf(source, janeDoe);
    const first = await source.write?.("erase", items, "R-1/1/0/0");
    later(60 * 24 * hour);
    const after = await source.write?.("erase", items, "R-1/1/0/0");
    expect(after?.underWay?.by).toBe(first?.underWay?.by);
    expect(Date.parse(after?.underWay?.by ?? "")).toBeLessThan(Date.now() + 60 * 24 * hour);
  });

  test("that the processor cancels is held, and so is one for which it takes no orders", async () => {
    const { source, vendors, partner } = await stage();
    const items = await listOf(source, janeDoe);
    await source.write?.("erase", items, "R-1/1/0/0");
    await partner.settle(orderedAt(vendors)[0] ?? "", "cancelled");
    expect(await source.write?.("erase", items, "R-1/1/0/0")).toEqual({ done: 0, gone: 0, held: 1 });
    expect(await source.left("erase", items)).toBe(1);
    const poor = await stage({ partner: { types: ["access"] } });
    expect(await poor.source.write?.("erase", await listOf(poor.source, janeDoe), "R-2/1/0/0")).toMatchObject({
      held: 1,
    });
    expect(orderedAt(poor.vendors)).toEqual([]);
  });

  test("that the processor refused is given anew by another operation, never by the same", async () => {
    const { source, vendors, partner } = await stage();
    const items = await listOf(source, janeDoe);
    await source.write?.("erase", items, "R-1/1/0/0");
    await partner.settle(orderedAt(vendors)[0] ?? "", "cancelled");
    for (let call = 0; call < 2; call += 1)
      expect(await source.write?.("erase", items, "R-1/1/0/0")).toEqual({ done: 0, gone: 0, held: 1 });
    expect(await source.write?.("erase", items, "R-1/again")).toMatchObject({ underWay: { count: 1 } });
    await partner.settle(orderedAt(vendors)[1] ?? "", "completed");
    expect(await source.write?.("erase", items, "R-1/again")).toEqual({ done: 1, gone: 0, held: 0 });
    expect(new Set(orderedAt(vendors)).size).toBe(2);
  });

  test("that never ends stays under way and is ordered once", async () => {
    const { source, vendors, later } = await stage();
    const items = await listOf(source, janeDoe);
    await source.write?.("erase", items, "R-1/1/0/0");
    for (let month = 0; month < 12; month += 1) {
      later(30 * 24 * hour);
      expect(await source.write?.("erase", items, "R-1/1/0/0")).toMatchObject({
        done: 0,
        held: 0,
        underWay: { count: 1 },
      });
    }
    expect(await source.left("erase", items)).toBe(1);
    expect(orderedAt(vendors)).toHaveLength(1);
  });

  test("that got lost at the processor is given again under the same id", async () => {
    const { source, vendors, partner } = await stage();
    const items = await listOf(source, janeDoe);
    await source.write?.("erase", items, "R-1/1/0/0");
    partner.restore?.({ profiles: [], orders: [] });
    await source.write?.("erase", items, "R-1/1/0/0");
    expect(new Set(orderedAt(vendors)).size).toBe(1);
  });

  test("another person stays whoever looks alike", async () => {
    const { source, vendors, partner } = await stage();
    const items = await listOf(source, person("mary-jane@mail.example"));
    await source.write?.("erase", items, "R-1/1/0/0");
    await partner.settle(orderedAt(vendors)[0] ?? "", "completed");
    expect(heldBy(vendors)).toContain("jane@mail.example");
  });
});

describe("what the specification has no type for", () => {
  test("is held without an extension, and asked for under its domain as an order that harms nobody", async () => {
    const plain = await stage();
    const items = await listOf(plain.source, janeDoe);
    expect(await plain.source.write?.("pause", items, "R-1/1/0/0")).toEqual({ done: 0, gone: 0, held: 1 });
    expect((await plain.source.locate(janeDoe, {})).groups).toMatchObject([{ pausable: false, use: null }]);

    const { source, vendors, partner } = await stage({ mapping: { extension: "partner.example", use: "advertising" } });
    expect((await source.locate(janeDoe, {})).groups).toMatchObject([{ pausable: true, use: "advertising" }]);
    const list = await listOf(source, janeDoe);
    const done = async (writing: "pause" | "lift" | "stop", operation: string) => {
      await source.write?.(writing, list, operation);
      await partner.settle(orderedAt(vendors).at(-1) ?? "", "completed");
      expect(await source.write?.(writing, list, operation)).toEqual({ done: 1, gone: 0, held: 0 });
      expect(await source.left(writing, list)).toBe(0);
    };
    await done("pause", "R-1/1/0/0");
    await done("lift", "R-1/lift");
    expect(await source.left("pause", list)).toBe(1);
    await done("stop", "R-1/stop");
    const bodies = vendors.log("opendsr").flatMap(({ method, body }) => (method === "POST" ? [JSON.parse(body)] : []));
    expect(bodies.map((one: { extensions: object }) => one.extensions)).toEqual([
      { "partner.example": { operation: "restriction" } },
      { "partner.example": { operation: "restriction", ends: true } },
      { "partner.example": { operation: "objection" } },
    ]);
    expect(bodies.every((one: { subject_request_type: string }) => one.subject_request_type === "access")).toBe(true);
    expect(heldBy(vendors)).toContain("jane@mail.example");
  });
});
