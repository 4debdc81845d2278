/** Orders that a vendor carries out later: Optimizely's requests and Stripe's redaction jobs, by their presets. */
import { describe, expect, test } from "vitest";
import { optimizely } from "../../../demo/vendors/optimizely";
import { customerId, stripe, type StripeOptions } from "../../../demo/vendors/stripe";
import { omar } from "../../../demo/vendors/vendors.fixture";
import { listOf, person } from "./http.fixture";
import { category, erase, hour, janes, lookAround, started } from "./vendor.fixture";

describe("Optimizely", () => {
  const start = (fails: string[] = []) =>
    started(
      optimizely({ token: "token", fails }),
      { preset: "optimizely", limits: { rate: [], timeout: 3 }, collections: { visitor: { category } } },
      { OPTIMIZELY_TOKEN: "token", below: "/v2" },
    );

  test("looking orders nothing", async () => {
    const { source, orders } = await start();
    await lookAround(source);
    expect(orders()).toEqual([]);
  });

  test("is asked no sooner than agreed, and done when it says so", async () => {
    const { source, again, orders, pass, vendors, name } = await start();
    const items = await listOf(source, janes);
    const { underWay } = await erase(source, items);
    expect(Math.round((Date.parse(underWay!.by) - Date.now()) / hour / 24)).toBe(27);
    const calls = vendors.log(name).length;
    pass(5 * hour);
    expect(await erase(again(), items)).toMatchObject({ done: 0, underWay: { count: 1 } });
    expect(vendors.log(name)).toHaveLength(calls);
    pass(2 * hour);
    expect(await erase(again(), items)).toMatchObject({ done: 0, underWay: { count: 1 } });
    expect(vendors.log(name)).toHaveLength(calls + 1);
    pass(24 * hour);
    expect(await erase(again(), items)).toEqual({ done: 1, gone: 0, held: 0 });
    expect(orders()).toHaveLength(1);
  });

  test("a job that failed is held back, and is not ordered again by the same operation", async () => {
    const { source, orders, pass } = await start(["o-jane"]);
    const items = await listOf(source, janes);
    await erase(source, items);
    pass(25 * hour);
    expect(await erase(source, items)).toEqual({ done: 0, gone: 0, held: 1 });
    expect(await erase(source, items)).toEqual({ done: 0, gone: 0, held: 1 });
    expect([await source.left("erase", items), orders().length]).toEqual([1, 1]);
    expect(await erase(source, items, "op-2")).toMatchObject({ underWay: { count: 1 } });
    expect(orders()).toHaveLength(2);
  });

  test("a job that has vanished is held back", async () => {
    const { source, pass, vendors, name } = await start();
    const items = await listOf(source, janes);
    await erase(source, items);
    pass(7 * hour);
    vendors.fault(name, { kind: "answer", status: 404, body: {}, on: "GET /v2/subject-access-requests/" });
    expect(await erase(source, items)).toEqual({ done: 0, gone: 0, held: 1 });
  });

  test("an order whose answer was lost is found again: one order, not two", async () => {
    const { source, again, orders, pass, vendors, name } = await start();
    const items = await listOf(source, janes);
    vendors.fault(name, { kind: "lost-answer", on: "POST" });
    expect(await erase(source, items)).toMatchObject({ underWay: { count: 1 } });
    pass(25 * hour);
    expect(await erase(again(), items)).toEqual({ done: 1, gone: 0, held: 0 });
    expect(orders()).toHaveLength(1);
  });

  test("an order that never arrived is given again by a later call, not at once", async () => {
    const { source, again, orders, pass, vendors, name, state } = await start();
    const items = await listOf(source, janes);
    vendors.fault(name, { kind: "reset", on: "POST" });
    await expect(erase(source, items)).rejects.toMatchObject({ trouble: "unknown-outcome" });
    expect((state() as { subject_access_requests: unknown[] }).subject_access_requests).toEqual([]);
    pass(2 * 60_000);
    expect(await erase(again(), items)).toMatchObject({ underWay: { count: 1 } });
    expect(orders()).toHaveLength(2);
  });

  test.each(["before", "after"])(
    "killed %s each thing that is written down: one order, done in the end",
    async (when) => {
      for (let killedAt = 1; ; killedAt++) {
        const { again, memory, orders, pass, source } = await start();
        const items = await listOf(source, janes);
        let writes = 0;
        let killed = false;
        const step = async <Value>(write: () => Promise<Value>): Promise<Value> => {
          const now = (writes += 1) === killedAt;
          killed ||= now;
          if (now && when === "before") throw new Error("killed");
          const value = await write();
          if (now) throw new Error("killed");
          return value;
        };
        const mortal: typeof memory = {
          ...memory,
          put: (...put) => step(() => memory.put(...put)),
          swap: (...swap) => step(() => memory.swap(...swap)),
        };
        for (let run = 0; run < 3 && !killed; run++) {
          await erase(again(mortal), items).catch(() => undefined);
          pass(25 * hour);
        }
        for (let run = 0; run < 3; run++) {
          await erase(again(), items);
          pass(25 * hour);
        }
        expect([orders().length, await source.left("erase", items)]).toEqual([1, 0]);
        if (!killed) return expect(killedAt).toBeGreaterThan(3);
      }
    },
  );

  test("two workers that come at once give one order", async () => {
    const { source, again, orders, pass } = await start();
    const items = await listOf(source, janes);
    const both = await Promise.allSettled([erase(again(), items), erase(again(), items)]);
    expect(both.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    expect(orders()).toHaveLength(1);
    pass(25 * hour);
    expect(await erase(again(), items)).toEqual({ done: 1, gone: 0, held: 0 });
  });

  test("two workers that come at once after a crash give the lost order again once", async () => {
    const { source, again, memory, orders, pass } = await start();
    const items = await listOf(source, janes);
    const dead = async (): Promise<boolean> => {
      throw new Error("killed");
    };
    const swap: typeof memory.swap = async (...change) => (await memory.swap(...change)) && dead();
    await expect(erase(again({ ...memory, swap }), items)).rejects.toThrow("killed");
    await expect(erase(again(), items)).rejects.toMatchObject({ trouble: "unknown-outcome" });
    pass(10 * 60_000);
    await Promise.allSettled([erase(again(), items), erase(again(), items)]);
    expect(orders()).toHaveLength(1);
  });

  test("two requests of the same person share one order", async () => {
    const { source, again, orders } = await start();
    const items = await listOf(source, janes);
    await erase(source, items, "op-1");
    expect(await erase(again(), items, "op-2")).toMatchObject({ underWay: { count: 1 } });
    expect(orders()).toHaveLength(1);
  });
});

describe("Stripe", () => {
  const start = (options: Partial<StripeOptions> = {}) =>
    started(
      stripe({ key: "sk_test", takes: 1_000, ...options }),
      { preset: "stripe", collections: { customer: { category } } },
      { STRIPE_API_KEY: "sk_test" },
    );
  type Customers = { customers: { id: string; email: string | null; redacted: boolean }[]; redaction_jobs: unknown[] };

  test("reads a customer with the saved means of payment, in every spelling, and writes nothing", async () => {
    const { source, orders } = await start();
    await lookAround(source);
    const known = { ...person("omar@mail.example"), addresses: ["omar@mail.example", "Omar@Mail.example"].map((email) => ({ email, proved: true, held: null })) }; // prettier-ignore
    const { groups } = await source.locate(known, {});
    expect(groups).toMatchObject([{ count: 1, since: "2024-01-15" }]);
    const records = [];
    for await (const record of source.read(known, groups[0]!)) records.push(record.values);
    expect(records).toMatchObject([{ email: omar.email, payment_methods: [{ type: "card" }, { type: "card" }] }]);
    expect(orders()).toEqual([]);
  });

  test("a redaction job is created, run when it is ready, and confirmed", async () => {
    const { source, again, orders, pass, state } = await start();
    const items = await listOf(source, janes);
    expect(await erase(source, items)).toMatchObject({ underWay: { count: 1 } });
    for (let turn = 0; turn < 4; turn++) {
      pass(2 * hour);
      const effect = await erase(again(), items);
      if (effect.done === 1) break;
      expect(effect.underWay?.count).toBe(1);
    }
    expect(await source.left("erase", items)).toBe(0);
    expect(await listOf(source, janes)).toEqual([]);
    const { customers } = state() as Customers;
    expect(customers.filter(({ redacted }) => redacted).map(({ id }) => id)).toEqual([customerId("KW-1")]);
    expect(orders().map(({ path }) => path.split("/").at(-1))).toEqual(["redaction_jobs", "run"]);
  });

  test("without the preview the customer is held back", async () => {
    const { source, state } = await start({ preview: false });
    const items = await listOf(source, janes);
    expect(await erase(source, items)).toEqual({ done: 0, gone: 0, held: 1 });
    expect(await source.left("erase", items)).toBe(1);
    expect((state() as Customers).redaction_jobs).toEqual([]);
  });

  test("a payment that can still be refunded holds the customer back, and the job lets go", async () => {
    const { source, pass, orders } = await start({ openPayments: [customerId("KW-1")] });
    const items = await listOf(source, janes);
    await erase(source, items);
    pass(2 * hour);
    expect(await erase(source, items)).toEqual({ done: 0, gone: 0, held: 1 });
    expect(orders().at(-1)?.path).toMatch(/cancel$/);
  });

  test("a lost answer leaves one job", async () => {
    const { source, vendors, state, name } = await start();
    const items = await listOf(source, janes);
    vendors.fault(name, { kind: "lost-answer", on: "POST" });
    expect(await erase(source, items)).toMatchObject({ underWay: { count: 1 } });
    expect((state() as Customers).redaction_jobs).toHaveLength(1);
  });

  test("a name is set right", async () => {
    const { source, state } = await start();
    const [item] = await listOf(source, janes);
    const values = { name: "Jane Doe" };
    expect(await source.write!("rectify", [{ ...item!, values }], "op")).toEqual({ done: 1, gone: 0, held: 0 });
    expect(JSON.stringify(state())).toContain("Jane Doe");
  });
});
