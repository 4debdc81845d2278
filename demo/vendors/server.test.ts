/** Every fault on the wire, the log, the clock, the page, and that what was deleted stays deleted after a restart. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { startVendors } from "./server";
import type { Known, StandIn } from "./stand-in";
import { ask, people, vendorsFor, withJson } from "./vendors.fixture";

/** A vendor that counts what it was asked to do, and has a job that is done an hour after it was ordered. */
function counter(): StandIn {
  let state = { records: [] as { email: string }[], writes: 0, due: 0, jobs: 0 };
  return {
    name: "counter",
    label: "Counter & Co",
    answer({ method, path, query }, now) {
      if (method === "GET") return { status: 200, body: { writes: state.writes, path, of: query.get("of") } };
      Object.assign(state, { writes: state.writes + 1, due: now.getTime() + 3_600_000 });
      return method === "DELETE" ? { status: 204 } : { status: 201, body: { writes: state.writes } };
    },
    fill: (known: readonly Known[]) =>
      void (state = { records: known.map(({ email }) => ({ email })), writes: 0, due: 0, jobs: 0 }),
    state: () => state,
    restore: (kept) => void (state = kept as typeof state),
    pass(now) {
      if (state.due > 0 && now.getTime() >= state.due) Object.assign(state, { jobs: state.jobs + 1, due: 0 });
    },
  };
}
const write = { method: "POST", body: "x" };
const cause = (work: Promise<unknown>) =>
  work.then(
    () => "answered",
    (error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.name,
  );

describe("a vendor", () => {
  test("answers under its name, is logged, and knows the people it was filled with", async () => {
    const { vendors, call } = await vendorsFor(counter());
    expect((await call("/a/b?of=1")).body).toEqual({ writes: 0, path: "/a/b", of: "1" });
    expect((await call("/w", write)).status).toBe(201);
    const gone = await call("/w", { method: "DELETE" });
    expect([gone.status, gone.text, gone.headers.get("content-length")]).toEqual([204, "", null]);
    expect(vendors.log("counter")).toMatchObject([
      { method: "GET", path: "/a/b", query: "of=1", body: "", status: 200 },
      { method: "POST", path: "/w", query: "", body: "x", status: 201 },
      { method: "DELETE", path: "/w", status: 204 },
    ]);
    vendors.clear();
    expect(vendors.log("counter")).toEqual([]);
    vendors.fill(people.slice(0, 1));
    expect(vendors.state("counter")).toMatchObject({ records: [{ email: "jane@mail.example" }], writes: 0 });
    expect((await ask(`http://localhost:${vendors.port}/nobody/x`)).status).toBe(404);
    expect(() => vendors.url("nobody")).toThrow("there is no stand-in called nobody");
  });

  test("lives by a clock that can be moved", async () => {
    const { vendors, call } = await vendorsFor(counter());
    await call("/w", write);
    expect(vendors.state("counter")).toMatchObject({ jobs: 0 });
    vendors.advance(3_599_000);
    expect(vendors.state("counter")).toMatchObject({ jobs: 0 });
    vendors.advance(2_000);
    expect(vendors.state("counter")).toMatchObject({ jobs: 1 });
    vendors.setClock(new Date("2020-02-02T12:00:00Z"));
    await call("/w");
    expect(vendors.log("counter").at(-1)?.at).toMatch(/^2020-02-02T12:00/);
    vendors.setClock(null);
    await call("/w");
    expect(Math.abs(Date.parse(vendors.log("counter").at(-1)?.at ?? "") - Date.now())).toBeLessThan(5_000);
  });

  test("is there with all it holds after a restart", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rightful-vendors-test-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const options = { port: 0, people, faults: false, folder };
    const first = await startVendors({ ...options, standIns: [counter()] });
    await ask(`${first.url("counter")}/w`, write);
    await first.stop();
    const second = await startVendors({ ...options, standIns: [counter()], people: [] });
    onTestFinished(() => second.stop());
    expect(second.state("counter")).toMatchObject({ writes: 1, records: [{}, {}, {}] });
    expect(JSON.parse(await readFile(join(folder, "counter.json"), "utf8"))).toMatchObject({ writes: 1 });
  });

  test("whose port is taken says so", async () => {
    const { vendors } = await vendorsFor(counter());
    const again = startVendors({ port: vendors.port, standIns: [], people, faults: false });
    await expect(again).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

describe("a fault", () => {
  test("is used once, in turn, and only where it is meant", async () => {
    const { vendors, call } = await vendorsFor(counter());
    vendors.fault(
      "counter",
      { kind: "answer", status: 429, headers: { "retry-after": "7" }, body: { no: 1 }, on: "POST /w" },
      { kind: "answer", status: 503, body: "<h1>later</h1>", headers: { "content-type": "text/html" } },
    );
    expect((await call("/w")).text).toBe("<h1>later</h1>");
    const refused = await call("/w", write);
    expect([refused.status, refused.headers.get("retry-after"), refused.body]).toEqual([429, "7", { no: 1 }]);
    expect((await call("/w")).body).toMatchObject({ writes: 0 });
    expect(vendors.log("counter").map(({ status }) => status)).toEqual([503, 429, 200]);
  });

  test("reset: the connection ends and nothing is done", async () => {
    const { vendors, call } = await vendorsFor(counter());
    vendors.fault("counter", { kind: "reset" });
    expect(await cause(call("/w", write))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(vendors.state("counter")).toMatchObject({ writes: 0 });
    expect(vendors.log("counter")).toMatchObject([{ method: "POST", status: null }]);
  });

  test("lost answer: it is done, and nobody hears of it", async () => {
    const { vendors, call } = await vendorsFor(counter());
    vendors.fault("counter", { kind: "lost-answer" });
    expect(await cause(call("/w", write))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(vendors.state("counter")).toMatchObject({ writes: 1 });
  });

  test("hang: no answer comes and nothing is done", async () => {
    const { vendors, call } = await vendorsFor(counter());
    vendors.fault("counter", { kind: "hang" });
    expect(await cause(call("/w", { ...write, signal: AbortSignal.timeout(300) }))).toBe("TimeoutError");
    expect(vendors.state("counter")).toMatchObject({ writes: 0 });
  });

  test("drip: the head at once, the body byte by byte", async () => {
    const { vendors } = await vendorsFor(counter());
    vendors.fault("counter", { kind: "drip" });
    let got = 0;
    await new Promise<void>((done, failed) => {
      get(`${vendors.url("counter")}/x`, (response) => {
        expect(response.statusCode).toBe(200);
        expect(Number(response.headers["content-length"])).toBeGreaterThan(20);
        response.on("data", (chunk: Buffer) => (got += chunk.length)).on("error", () => undefined);
        setTimeout(() => done(void response.destroy()), 900);
      }).on("error", failed);
    });
    expect(got).toBeGreaterThanOrEqual(2);
    expect(got).toBeLessThanOrEqual(6);
  });

  test("truncated: half of the body, and the connection ends", async () => {
    const { vendors } = await vendorsFor(counter());
    vendors.fault("counter", { kind: "truncated" });
    const response = await fetch(`${vendors.url("counter")}/x`);
    expect(response.status).toBe(200);
    const length = Number(response.headers.get("content-length"));
    let text = "";
    const read = async () => {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) text += Buffer.from(chunk).toString(); // prettier-ignore
    };
    await expect(read()).rejects.toThrow(/terminated/);
    expect(text.length).toBe(Math.floor(length / 2));
    vendors.fault("counter", { kind: "truncated" });
    expect(await cause(fetch(`${vendors.url("counter")}/x`, { method: "DELETE" }))).toMatch(
      /ECONNRESET|UND_ERR_SOCKET/,
    );
    expect(vendors.state("counter")).toMatchObject({ writes: 1 });
  });

  test("gzip bomb: little on the wire, much when unpacked, and a client may leave", async () => {
    const { vendors, call } = await vendorsFor(counter());
    vendors.fault("counter", { kind: "gzip-bomb", mebibytes: 20 }, { kind: "gzip-bomb", mebibytes: 4_000 });
    let wire = 0;
    await new Promise<void>((done, failed) => {
      get(`${vendors.url("counter")}/x`, (response) => {
        expect(response.headers["content-encoding"]).toBe("gzip");
        response.on("data", (chunk: Buffer) => (wire += chunk.length)).on("end", done);
      }).on("error", failed);
    });
    expect(wire).toBeLessThan(500_000);
    const response = await fetch(`${vendors.url("counter")}/x`);
    let unpacked = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      unpacked += chunk.length;
      if (unpacked > 30 * 1024 * 1024) break;
    }
    expect(unpacked).toBeGreaterThan(30 * 1024 * 1024);
    await pause(50);
    expect((await call("/x")).status).toBe(200);
  });
});

describe("from another process", () => {
  test("faults, log, state and clock are at hand", async () => {
    const { vendors, call } = await vendorsFor(counter());
    const steer = (path: string, init?: RequestInit) => ask(`http://localhost:${vendors.port}/_control/${path}`, init);
    expect((await steer("counter/fault", withJson({ kind: "answer", status: 500 }))).status).toBe(204);
    expect((await steer("counter/fault", withJson([{ kind: "answer", status: 501 }]))).status).toBe(204);
    expect([(await call("/x")).status, (await call("/x")).status, (await call("/x")).status]).toEqual([500, 501, 200]);
    expect((await steer("counter/log")).body).toHaveLength(3);
    expect((await steer("counter/state")).body).toMatchObject({ writes: 0 });
    await call("/x", write);
    expect((await steer("advance", withJson({ milliseconds: 7_200_000 }))).status).toBe(204);
    expect((await steer("counter/state")).body).toMatchObject({ jobs: 1 });
    expect((await steer("clock", withJson({ at: "2026-01-02T03:04:05.000Z" }))).status).toBe(204);
    await call("/x");
    expect(vendors.log("counter").at(-1)?.at).toMatch(/^2026-01-02T03:04/);
    expect((await steer("clear", { method: "POST" })).status).toBe(204);
    expect(vendors.log("counter")).toEqual([]);
    expect((await steer("counter/fault", withJson({ kind: "asleep" }))).status).toBe(400);
    expect((await steer("nobody/log")).status).toBe(400);
  });

  test("nothing is, where faults are not allowed", async () => {
    const vendors = await startVendors({ port: 0, standIns: [counter()], people, faults: false });
    onTestFinished(() => vendors.stop());
    const url = `http://localhost:${vendors.port}/_control/counter/fault`;
    expect((await ask(url, withJson({ kind: "reset" }))).status).toBe(404);
    expect((await ask(`http://localhost:${vendors.port}/_control/counter/state`)).status).toBe(404);
  });
});

describe("the page", () => {
  test("shows what each vendor holds and what it was told to do, in both languages", async () => {
    const { vendors, call } = await vendorsFor(counter());
    await call("/w/<1>", write);
    await call("/w/read");
    const look = (query = "", language = "en") =>
      ask(`http://localhost:${vendors.port}/${query}`, { headers: { "accept-language": language } });
    const page = await look();
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    for (const part of ["Counter &#38; Co", "records: 3 of 3", "ruth@mail.example", "POST /w/%3C1%3E", "· 201"])
      expect(page.text).toContain(part);
    expect(page.text).not.toContain("/w/read");
    const some = await look("?find=jane@");
    expect(some.text).toContain("records with “jane@”: 1 of 1");
    expect(some.text).not.toContain("ruth@mail.example");
    expect((await look("?find=%22%3E%3Cb%3E")).text).not.toContain('"><b>');
    const german = await look("?find=niemand", "de");
    expect(german.text).toContain("records mit „niemand“: Nichts.");
    expect(german.text).toContain('<html lang="de">');
  });
});
