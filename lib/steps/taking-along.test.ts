/** Art. 20: what the person provided, on consent or contract, for other programs to read; nothing inferred, nobody else's. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor";
import { db } from "../db";
import { unpack } from "../package/unzip.fixture";
import { masterKey, open } from "../seal/seal";
import { advance } from "./advance";
import { answerDoubt } from "./answer/answer";
import { groupKey } from "../gdpr/plan";
import type { Group } from "../gdpr/plan-value";
import { signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";

let portal: Portal;
let jakob: Actor;
let rui: Actor;
let reference: string;
let files: Map<string, string>;

type Kind = { category: string; records: Record<string, unknown>[] };
const kind = (category: string): Kind => JSON.parse(files.get(`data/${category}.json`) ?? "null") as Kind;

async function openFile(request: string): Promise<Map<string, string>> {
  const row = await db().package.findUniqueOrThrow({ where: { request } });
  const key = open(masterKey("package key"), request, row.key as Uint8Array);
  return unpack(join(portal.env.FILES_DIR ?? "", row.file), key);
}

beforeAll(async () => {
  portal = await startPortal("taking-along");
  jakob = await signedIn("jakob", { account: "KW-100009", email: "jakob.winter@mail.example", name: "Jakob Winter" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  const received = await receive(jakob, { id: randomUUID(), wishes: [{ right: "portability" }], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  files = await openFile(reference);
}, 120_000);
afterAll(() => portal.close());

describe("the plan", () => {
  test("needs nobody while no question is open", async () => {
    const { state } = await db().request.findUniqueOrThrow({ where: { id: reference } });
    expect(state).toBe("fulfilled");
    expect(await db().approval.count({ where: { request: reference } })).toBe(0);
  });

  test("leaves out what was inferred, what a duty carries, and gifts to others", async () => {
    const rows = await db().decision.findMany({ where: { request: reference, count: { gt: 0 } } });
    const why = (category: string) =>
      rows.filter((row) => row.category === category).map(({ action, norm }) => `${action} ${norm}`);
    expect(why("order")).toEqual(["export null"]);
    expect(why("invoice")).toEqual(["keep not-portable"]);
    expect(why("delivery-note")).toEqual(expect.arrayContaining(["keep not-portable"]));
    expect(why("support-ticket-contract")).toEqual(["keep others"]);
    for (const never of ["credit-score", "server-log", "fraud-file", "consent-proof"])
      expect(rows.filter(({ category, action }) => category === never && action === "export")).toEqual([]);
  });

  test("a doubt about whose a record is waits for a reviewer", async () => {
    const ines = await signedIn("ines", {
      account: "KW-100008",
      email: "ines.fontaine@mail.example",
      name: "Ines Fontaine",
    });
    const received = await receive(ines, { id: randomUUID(), wishes: [{ right: "portability" }], language: "en" });
    if (!received.ok) throw new Error(received.reason);
    const own = received.value.requests[0]?.reference as string;
    await advance(own);
    const waiting = await db().request.findUniqueOrThrow({ where: { id: own } });
    expect(waiting).toMatchObject({ state: "planned", waitsFor: "reviewer" });
    const doubts = await db().decision.findMany({ where: { request: own, action: "ask", count: { gt: 0 } } });
    for (const group of doubts.flatMap(({ groups }) => groups as unknown as Group[]))
      await answerDoubt(rui, own, {
        selector: groupKey(group),
        answer: "not-theirs",
        reason: "Another name stands on it.",
      });
    await advance(own);
    expect((await db().request.findUniqueOrThrow({ where: { id: own } })).state).toBe("fulfilled");
    expect([...(await openFile(own)).values()].join("")).not.toMatch(/stranger/i);
  });
});

describe("the file", () => {
  test("is no copy under another name: no page, no locks, no inferred values, no house notes", () => {
    expect([...files.keys()].filter((name) => name.endsWith(".html"))).toEqual([]);
    const all = [...files.values()].join("\n");
    expect(all).not.toMatch(/Lotte Sander|staff_note|password|restricted_at|paused_at|"score"|customer_number/);
    expect(all).toContain("Jakob Winter");
    expect(JSON.parse(files.get("manifest.json") ?? "")).toMatchObject({ format: "rightful-portable-v1", reference });
  });

  test("every kind validates against its own JSON Schema, which is closed", () => {
    const ajv = new Ajv({ strict: true, validateFormats: false });
    const kinds = [...files.keys()].filter((name) => name.startsWith("data/") && name.endsWith(".json"));
    expect(kinds.length).toBeGreaterThan(3);
    for (const name of kinds) {
      const schema = JSON.parse(files.get(name.replace("data/", "schema/")) ?? "") as object;
      const validate = ajv.compile(schema);
      const data = JSON.parse(files.get(name) ?? "") as Kind;
      expect(validate(data), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
      const [first] = data.records;
      if (first) expect(validate({ ...data, records: [{ ...first, more: 1 }] })).toBe(false);
    }
  });

  test("has each table as CSV with the same records, and every field with what it means in both languages", () => {
    const orders = kind("order").records.filter(({ type }) => type === "orders");
    const lines = (files.get("data/order-orders.csv") ?? "").trim().split("\r\n");
    expect(lines).toHaveLength(orders.length + 1);
    expect(lines[0]).toContain('"street"');
    const fields = JSON.parse(files.get("fields.json") ?? "") as { field: string; label: { en: string; de: string } }[];
    expect(fields.find(({ field }) => field === "street")?.label).toEqual({
      en: "Street and number",
      de: "Straße und Hausnummer",
    });
    const used = kind("order")
      .records.flatMap((record) => Object.keys(record))
      .filter((name) => !["type", "record"].includes(name));
    expect(new Set(used)).toEqual(new Set(fields.filter((one) => used.includes(one.field)).map(({ field }) => field)));
  });

  test("says what it is in the words of schema.org, by a context that lies in it and is fetched from nowhere", () => {
    type Context = { "@context": Record<string, { "@id": string; "@context": Record<string, string> }> };
    const { "@context": context } = JSON.parse(files.get("context.json") ?? "") as Context;
    expect(context).toMatchObject({
      type: "@type",
      records: "@graph",
      orders: { "@id": "https://schema.org/Order", "@context": { placed_at: "https://schema.org/orderDate" } },
    });
    const order = JSON.parse(files.get("data/order.json") ?? "") as Record<string, unknown>;
    expect(order["@context"]).toBe("../context.json");
    // Every type that has words is one of the file, and every word belongs to a field that is there.
    const said = Object.entries(context).filter(([, one]) => typeof one === "object");
    const lines = [...files.entries()]
      .filter(([name]) => /^data\/.*\.json$/.test(name))
      .flatMap(([, text]) => (JSON.parse(text) as Kind).records);
    expect(said.length).toBeGreaterThan(2);
    for (const [type, { "@context": terms }] of said)
      for (const field of Object.keys(terms))
        expect(
          lines.some((one) => one.type === type && field in one),
          `${type} ${field}`,
        ).toBe(true);
    const fields = JSON.parse(files.get("fields.json") ?? "") as {
      table: string;
      field: string;
      means: string | null;
    }[];
    expect(fields.find(({ table, field }) => table === "orders" && field === "placed_at")?.means).toBe(
      "https://schema.org/orderDate",
    );
    expect(fields.find(({ table, field }) => table === "orders" && field === "note")?.means).toBeNull();
    expect([...files.values()].join("\n")).not.toMatch(/"@import"|schema\.org\/docs/);
  });

  test("order lines name the order they belong to", () => {
    const numbers = kind("order")
      .records.filter(({ type }) => type === "orders")
      .map(({ record }) => record);
    const parents = kind("order")
      .records.filter(({ type }) => type === "order-lines")
      .map(({ record }) => (JSON.parse(String(record)) as string[])[0]);
    expect(parents.length).toBeGreaterThan(0);
    for (const parent of parents) expect(numbers).toContain(parent);
  });

  test("is announced by a letter that says what is not in it, and why", async () => {
    const { openDrawer, requestKey } = await import("../seal/request-key");
    const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "portability" } });
    const text = JSON.stringify(await openDrawer(db(), await requestKey(db(), reference), letter.drawerId));
    expect(text).toContain("Invoices and payment receipts: This rests on a legal duty");
    expect(text).toContain("It also concerns other people");
    expect(text).not.toMatch(/Payment risk|authorit(y|ies)’ inquiry/);
  });
});

test("an erasure waits for it as for a copy", async () => {
  const choice = { scope: "account" as const, categories: [], keepLicences: false, doNotContact: false };
  const wishes = [{ right: "erasure" as const, choice }, { right: "portability" as const }];
  const karin = await signedIn("karin", {
    account: "KW-100010",
    email: "karin.solberg@studio.example",
    name: "Karin Solberg",
  });
  const received = await receive(karin, { id: randomUUID(), wishes, language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const [copy, erasure] = ["portability", "erasure"].map(
    (right) => received.value.requests.find((one) => one.right === right)?.reference,
  );
  expect(await db().request.findUniqueOrThrow({ where: { id: erasure as string } })).toMatchObject({ copyFirst: copy });
});
