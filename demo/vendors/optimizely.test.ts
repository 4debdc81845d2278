/** Optimizely's stand-in: two orders are two, states move with the clock, an export can be fetched for a week. */
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { fromBuffer, type Entry, type Options, type ZipFile } from "yauzl";
import { optimizely, type SubjectAccessRequest, type Visitor } from "./optimizely";
import { ask, vendorsFor, withJson } from "./vendors.fixture";

const path = "/v2/subject-access-requests";
const as = { authorization: "Bearer optimizely-token" };
const about = (identifier: string, request_type = "delete", identifier_type = "optimizely_end_user_id") => ({
  data_type: "visitor",
  identifier_type,
  identifier,
  request_type,
});

async function started(fails: string[] = []) {
  const { vendors, call } = await vendorsFor(optimizely({ token: "optimizely-token", takes: 4 * 3_600_000, fails }));
  vendors.setClock(new Date("2026-11-23T12:00:00Z"));
  const order = async (body: object) => (await call(path, withJson(body, as))).body as unknown as SubjectAccessRequest;
  const see = async (id: number) => (await call(`${path}/${id}`, { headers: as })).body as unknown as SubjectAccessRequest; // prettier-ignore
  const visitors = () => (vendors.state("optimizely") as { visitors: Visitor[] }).visitors.map((one) => one.optimizely_end_user_id); // prettier-ignore
  return { vendors, call, order, see, visitors };
}

async function onlyFile(bytes: Buffer): Promise<{ name: string; text: string }> {
  const zip = await promisify<Buffer, Options, ZipFile>(fromBuffer)(bytes, { lazyEntries: true });
  const next = once(zip, "entry");
  zip.readEntry();
  const [entry] = (await next) as [Entry];
  const read = promisify<Entry, Readable>(zip.openReadStream.bind(zip));
  return { name: entry.fileName, text: await text(await read(entry)) };
}

test("a deletion is pending, processing, completed; only then the person is gone, and nobody else", async () => {
  const { vendors, call, see, visitors } = await started();
  const made = await call(path, withJson(about("o-jane"), as));
  expect([made.status, made.body]).toMatchObject([201, { id: 9001, status: "pending", completed_at_time: null, ...about("o-jane") }]); // prettier-ignore
  expect(Date.parse(String(made.body.sla_deadline_time))).toBeGreaterThan(Date.parse("2026-12-20T11:00:00Z"));
  vendors.advance(3_600_000);
  expect((await see(9001)).status).toBe("processing");
  expect(visitors()).toEqual(["o-jane", "o-omar"]);
  vendors.advance(3 * 3_600_000);
  expect(await see(9001)).toMatchObject({ status: "completed", export_location: null });
  expect(visitors()).toEqual(["o-omar"]);
});

test("ordering twice makes two requests: the list has both, newest first, page by page", async () => {
  const { call, order } = await started();
  for (let copy = 0; copy < 3; copy++) await order(about("o-jane"));
  const page = async (query: string) =>
    ((await call(`${path}?${query}`, { headers: as })).body as unknown as { id: number }[]).map(({ id }) => id);
  expect(await page("")).toEqual([9003, 9002, 9001]);
  expect(await page("per_page=2")).toEqual([9003, 9002]);
  expect(await page("per_page=2&page=2")).toEqual([9001]);
  expect(await page("per_page=2&page=3")).toEqual([]);
  expect((await call(`${path}?per_page=101`, { headers: as })).status).toBe(400);
});

test("an answer that was lost has been carried out once", async () => {
  const { vendors, call } = await started();
  vendors.fault("optimizely", { kind: "lost-answer", on: "POST" });
  await expect(call(path, withJson(about("o-jane"), as))).rejects.toThrow();
  expect((await call(path, { headers: as })).body).toMatchObject([about("o-jane")]);
});

test("a copy can be fetched without a token for seven days after it is complete", async () => {
  const { vendors, order, see, visitors } = await started();
  const { id } = await order(about("KW-1", "access", "dcp_id"));
  vendors.advance(4 * 3_600_000);
  const { export_location, expired_at_time } = await see(id);
  expect(Date.parse(expired_at_time ?? "")).toBeGreaterThan(Date.parse("2026-11-30T15:59:00Z"));
  const zip = await fetch(export_location ?? "");
  expect(zip.headers.get("content-type")).toBe("application/zip");
  const file = await onlyFile(Buffer.from(await zip.arrayBuffer()));
  expect(file.name).toBe("visitors.json");
  expect(JSON.parse(file.text)).toMatchObject([{ optimizely_end_user_id: "o-jane" }]);
  expect(visitors()).toEqual(["o-jane", "o-omar"]);
  vendors.advance(7 * 86_400_000);
  expect((await ask(export_location ?? "")).status).toBe(403);
  expect((await ask((export_location ?? "").replace(/.zip$/, "0.zip"))).status).toBe(403);
});

test("a request can fail, and nothing is deleted", async () => {
  const { vendors, order, see, visitors } = await started(["o-jane"]);
  const { id } = await order(about("o-jane"));
  vendors.advance(4 * 3_600_000);
  expect((await see(id)).status).toBe("failure");
  expect(visitors()).toEqual(["o-jane", "o-omar"]);
});

test("errors have a code, a message and a number", async () => {
  const { call } = await started();
  const shape = { code: expect.any(String), message: expect.any(String), uuid: expect.any(String) };
  expect((await call(path)).body).toEqual(shape);
  expect((await call(path)).status).toBe(401);
  expect((await call(`${path}/1`, { headers: as })).status).toBe(404);
  for (const wrong of [about("o", "look"), about("o", "delete", "phone"), about(""), about("x".repeat(356))])
    expect(await call(path, withJson(wrong, as))).toMatchObject({ status: 400, body: shape });
});
