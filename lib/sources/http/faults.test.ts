/**
 * What goes wrong between two systems, over the wire: throttling in every dialect, systems that fail, hang, drip or lie, and
 * answers that are lost. No error of any of these tests names the person.
 */
import { inspect } from "node:util";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { mailchimp, subscriberHash, type Member } from "../../../demo/vendors/mailchimp";
import type { Fault } from "../../../demo/vendors/stand-in";
import { jane, vendorsFor } from "../../../demo/vendors/vendors.fixture";
import { SourceUnreachable, WrongPerson, type Source } from "../source";
import { crmSource } from "./crm.fixture";
import { json, listOf, open, person, system, type Answering } from "./http.fixture";

const seen: unknown[] = [];

/** The error of a call; a call that succeeds fails the test. */
async function errorOf(call: Promise<unknown>): Promise<SourceUnreachable> {
  const error = await call.then(
    (value) => expect.unreachable(`gave ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  seen.push(error);
  return error as SourceUnreachable;
}

const secretsOfJane = [
  jane.email,
  "jane",
  "Roe",
  subscriberHash(jane.email),
  encodeURIComponent(jane.email),
  "token-of",
];
afterAll(() => {
  expect(seen.length).toBeGreaterThan(30);
  const all = seen.map((error) => inspect(error, { depth: 20, showHidden: true })).join("\n");
  for (const secret of secretsOfJane) expect(all.toLowerCase()).not.toContain(secret.toLowerCase());
});

const member = { category: "mail" };
const quick = { timeout: 1.5, connect: 1, idle: 1, maxResponse: 1 };

async function newsletter(more: Record<string, unknown> = {}) {
  const { vendors } = await vendorsFor(mailchimp({ key: "key-us1", milliseconds: 0 }));
  const secrets = { MAILCHIMP_URL: `${vendors.url("mailchimp")}/3.0`, MAILCHIMP_API_KEY: "key-us1" };
  const config = { preset: "mailchimp", base: "MAILCHIMP_URL", collections: { member }, limits: quick, ...more };
  const { source } = open(config, secrets);
  const fault = (...faults: Fault[]) => vendors.fault("mailchimp", ...faults);
  const log = () => vendors.log("mailchimp");
  const writes = () => log().filter(({ method }) => method !== "GET");
  const members = () => (vendors.state("mailchimp") as { members: Member[] }).members;
  const janes = () => members().filter(({ email_address }) => email_address === jane.email);
  return { source, fault, log, writes, members, janes };
}

const who = person(jane.email);
const locate = (source: Source) => source.locate(who, {});
const answer = (status: number, headers: Record<string, string> = {}, body?: unknown): Fault => ({
  kind: "answer",
  status,
  headers,
  body,
});

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

describe("one of several", () => {
  const contact = (id: number) => ({ id, email: jane.email, name: "Jane Roe", paused: false, joined: "2024-01-01" });
  async function crm(usual: Answering) {
    const other = await system(usual);
    const { source } = open({ ...crmSource, limits: quick }, { CRM_URL: other.url, CRM_TOKEN: "token-of" });
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

  test("a record without a usable key is no record", async () => {
    const { source } = await crm(json({ data: [{ id: "..", email: jane.email, joined: "2024-01-01" }], next: null }));
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "unexpected-answer" });
  });
});

describe("tokens", () => {
  const auth = { type: "oauth2", tokenFrom: "/token", clientId: "ID", clientSecret: "SECRET" };
  const secrets = { ID: "portal", SECRET: "token-of-nobody" };
  let tokens = 0;
  beforeEach(() => void (tokens = 0));
  const issuing =
    (then: Answering, valid: () => string): Answering =>
    (asked, response) => {
      if (asked.path === "/token")
        return json({ access_token: `t${(tokens += 1)}`, token_type: "Bearer", expires_in: 3600 })(asked, response);
      const good = asked.headers.authorization === `Bearer ${valid()}`;
      return good ? then(asked, response) : json({ error: jane.email }, 401)(asked, response);
    };
  const oauth = async (usual: Answering) => {
    const other = await system(usual);
    return { other, ...open({ ...crmSource, auth, limits: quick }, { ...secrets, CRM_URL: other.url }) };
  };
  const nothing = json({ data: [], next: null });

  test("are fetched once, and once more when one has run out", async () => {
    let valid = "t1";
    const { source } = await oauth(issuing(nothing, () => valid));
    await locate(source);
    await locate(source);
    expect(tokens).toBe(1);
    valid = "t2";
    await locate(source);
    expect(tokens).toBe(2);
  });

  test("that are refused again and again end without a storm", async () => {
    const { source, other } = await oauth(issuing(nothing, () => "never"));
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "refused-credentials" });
    expect([tokens, other.log.length]).toEqual([2, 4]);
  });

  test("that are not given are refused credentials", async () => {
    const { source } = await oauth(json({ error: "invalid_client" }, 401));
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "refused-credentials" });
    expect(await source.probe()).toEqual(["The system refuses the credentials."]);
  });

  test("a key that is refused is not tried again", async () => {
    const other = await system(json({}, 401));
    const { source } = open(crmSource, { CRM_URL: other.url, CRM_TOKEN: "token-of" });
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "refused-credentials" });
    expect(other.log).toHaveLength(1);
  });
});

describe("sent elsewhere", () => {
  const to =
    (location: string, status = 302): Answering =>
    (_, response) =>
      void response.writeHead(status, { location }).end();
  const at = (url: string, more: Record<string, unknown> = {}) =>
    open({ ...crmSource, limits: quick, ...more }, { CRM_URL: url, CRM_TOKEN: "token-of" }).source;

  test.each([302, 307])("with %i to a host that the policy does not name: not followed", async (status) => {
    const [other, usual] = [await system(json({})), await system(json({}))];
    usual.next.push(to(`${other.url}/contacts?${jane.email}`, status));
    expect(await errorOf(locate(at(usual.url)))).toMatchObject({ trouble: "unexpected-answer" });
    expect(other.log).toEqual([]);
  });

  test.each(["http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "//169.254.169.254/", "http://user:pw@127.0.0.1/"])(
    "to %s: not followed",
    async (location) => {
      const usual = await system(to(location));
      expect(await errorOf(locate(at(usual.url)))).toMatchObject({ trouble: "unexpected-answer" });
    },
  ); // prettier-ignore

  test("to another host that is named: followed, without the credentials", async () => {
    const [other, usual] = [await system(json({ data: [], next: null })), await system(json({}))];
    usual.next.push(to(`${other.url}/elsewhere`));
    const hosts = [new URL(usual.url).host, new URL(other.url).host];
    const collections = { contact: crmSource.collections.contact };
    expect((await locate(at(usual.url, { hosts, collections }))).groups).toEqual([]);
    expect(usual.log[0]?.headers.authorization).toBe("Bearer token-of");
    expect(other.log.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test("in a circle: ends", async () => {
    const usual = await system(to("/contacts"));
    expect(await errorOf(locate(at(usual.url)))).toMatchObject({ trouble: "unexpected-answer" });
    expect(usual.log).toHaveLength(4);
  });

  test("by a next link to another host: not followed", async () => {
    const other = await system(json({}));
    const usual = await system(json({ data: [], next: `${other.url}/more` }));
    const { contact } = crmSource.collections;
    const read = { ...contact.read, next: { link: "next" } };
    const source = at(usual.url, { collections: { contact: { ...contact, read } } });
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "unexpected-answer" });
    expect(other.log).toEqual([]);
  });

  test.each(["https://localhost:9", "https://127.0.0.1:9", "https://[::1]:9", "https://[::ffff:10.0.0.1]:9", "https://2130706433:9"])(
    "the own network is closed unless the policy opens it: %s",
    async (url) => {
      const error = await errorOf(locate(at(url, { private: false })));
      expect(error).toMatchObject({ trouble: "unreachable" });
      expect(inspect(error)).toContain("PRIVATE_ADDRESS");
    },
  ); // prettier-ignore

  test("without TLS only in the own network", async () => {
    const error = await errorOf(locate(at("http://system.example", { private: false })));
    expect(inspect(error)).toContain("does not name this host");
  });
});
