/** Art. 20(2), 32: one attempt against a real receiver over TLS, with every way in which it can go wrong. */
import { createHash, randomBytes } from "node:crypto";
import type { LookupAddress } from "node:dns";
import { createServer } from "node:https";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keysFor } from "../../demo/vendors/opendsr-keys";
import { startReceiver, type Receiver } from "../../demo/vendors/receiver";
import type { Resolver } from "../sources/http/address-guard";
import { put, type Limits, type Parcel } from "./put";
import type { Target } from "./target";

const keys = keysFor("localhost");
const limits: Limits = { connect: 2, askFirst: 0.3, idle: 2, whole: 5 };
const file = randomBytes(300_000);
let receiver: Receiver;

beforeAll(async () => void (receiver = await startReceiver({ port: 0, keys, most: 1_000_000 })));
afterAll(() => receiver.close());
beforeEach(() => void (receiver.log.length = 0));

const target = (address: string, loopback = true): Target => {
  const url = new URL(address);
  return { url, host: url.host, ascii: null, loopback };
};
const parcel = (more: Partial<Parcel> = {}): Parcel => ({
  key: "0b9d2f4e-6a53-4f1c-9d0e-2f1a7c1f3b55",
  fileName: "R-0000000000000000.zip",
  bytes: file.length,
  sha256: createHash("sha256").update(file).digest("hex"),
  code: null,
  open: () => Readable.from([file.subarray(0, 100_000), file.subarray(100_000)]),
  ...more,
});
const send = (more: Partial<Parcel> = {}, wire: Partial<Parameters<typeof put>[2]> = {}, where?: Target) =>
  put(where ?? target(`https://localhost:${receiver.port}/take-over`), parcel(more), {
    limits,
    ca: keys.root,
    ...wire,
  });
const withCode = () => ({ code: receiver.invitation().code, key: randomBytes(8).toString("hex") });

describe("a receiver that follows the protocol", () => {
  test("takes the file, and says by which number", async () => {
    const own = withCode();
    const { attempt, receipt } = await send(own);
    expect(attempt).toEqual({ kind: "answered", status: 201, sent: true, waitSeconds: null });
    expect(receipt).toMatch(/^TS-[0-9A-F]{16}$/);
    expect(receiver.log.at(-1)).toMatchObject({
      "content-type": "application/zip",
      "content-length": "300000",
      "content-digest": `sha-256=:${createHash("sha256").update(file).digest("base64")}:`,
      "idempotency-key": `"${own.key}"`,
      authorization: `Bearer ${own.code}`,
    });
    expect(receiver.log.at(-1)?.cookie).toBeUndefined();
  });

  test("is given the same again under the same key, and takes it once", async () => {
    const own = withCode();
    receiver.fault({ kind: "lost-answer" });
    expect((await send(own)).attempt).toEqual({ kind: "silent", why: "no-connection", sent: true });
    const { attempt, receipt } = await send(own);
    expect(attempt).toMatchObject({ status: 201 });
    expect(receiver.arrivals().filter(({ key }) => key === `"${own.key}"`)).toMatchObject([{ receipt, times: 2 }]);
  });

  test.each([401, 413, 429, 500])("%i comes before a byte of the file has left", async (status) => {
    receiver.fault({ kind: "answer", status, headers: status === 429 ? { "retry-after": "120" } : {} });
    const { attempt, receipt } = await send(withCode());
    expect(attempt).toEqual({ kind: "answered", status, sent: false, waitSeconds: status === 429 ? 120 : null });
    expect(receipt).toBeNull();
  });

  test("a redirect is an answer and nothing else: nobody goes where it points", async () => {
    let called = 0;
    const other = createServer(
      { cert: keys.chain, key: keys.key },
      (_, response) => void response.end(String(called++)),
    );
    other.listen(0, "localhost");
    await once(other, "listening");
    const own = `https://localhost:${(other.address() as AddressInfo).port}/take-over`;
    for (const location of ["https://169.254.169.254/latest/meta-data", "http://127.0.0.1/", own]) {
      receiver.fault({ kind: "answer", status: 307, headers: { location } });
      expect((await send(withCode())).attempt).toMatchObject({ kind: "answered", status: 307, sent: false });
    }
    expect([called, receiver.log.length]).toEqual([0, 3]);
    other.close();
  });

  test("a wrong code and a file that is too large are refused by the receiver itself", async () => {
    expect((await send({ code: "guessed" })).attempt).toMatchObject({ status: 401, sent: false });
    const large = { ...withCode(), bytes: 2_000_000, open: () => Readable.from([]) };
    expect((await send(large)).attempt).toMatchObject({ status: 413, sent: false });
  });
});

describe("no answer", () => {
  test.each([["hang", "too-slow"], ["cut", "no-connection"]] as const)("%s", async (kind, why) => {
    receiver.fault({ kind });
    const { attempt } = await send(withCode(), { limits: { ...limits, idle: 0.6 } });
    expect(attempt).toEqual({ kind: "silent", why, sent: true });
  }); // prettier-ignore

  test("whoever hangs before the connection stands is given up", async () => {
    const { createServer: listen } = await import("node:net");
    const mute = listen().listen(0, "localhost");
    await once(mute, "listening");
    const where = target(`https://localhost:${(mute.address() as AddressInfo).port}/`);
    const { attempt } = await send({}, { limits: { ...limits, connect: 0.3 } }, where);
    expect(attempt).toEqual({ kind: "silent", why: "too-slow", sent: false });
    mute.close();
  });

  test("a certificate that nobody vouches for, or of another name, ends it before anything is said", async () => {
    const untrusted = await send({}, { ca: keysFor("localhost").root });
    expect(untrusted.attempt).toEqual({ kind: "silent", why: "certificate", sent: false });
    const other = keysFor("tonspur.example");
    const posing = await startReceiver({ port: 0, keys: other });
    const { attempt } = await send({}, { ca: other.root }, target(`https://localhost:${posing.port}/take-over`));
    expect(attempt).toEqual({ kind: "silent", why: "certificate", sent: false });
    expect([posing.log.length, receiver.log.length]).toEqual([0, 0]);
    await posing.close();
  });

  test("a file that breaks is no answer of anybody: it is thrown, and the receiver has no whole file", async () => {
    const before = receiver.arrivals().length;
    const open = () =>
      Readable.from((async function* () { yield file.subarray(0, 10); throw new Error("damaged"); })()); // prettier-ignore
    await expect(send({ ...withCode(), open })).rejects.toThrow("damaged");
    expect(receiver.arrivals()).toHaveLength(before);
  });

  test("who ends it from here is told so", async () => {
    const stop = new AbortController();
    receiver.fault({ kind: "hang" });
    const under = send(withCode(), { signal: stop.signal });
    setTimeout(() => stop.abort(new Error("the process stops")), 100);
    await expect(under).rejects.toThrow("the process stops");
  });
});

describe("names", () => {
  const answering = (...answers: string[][]): Resolver & { asked: number } =>
    Object.assign(
      ((_host, _options, found) => {
        const addresses = answers[resolver.asked++] ?? answers.at(-1) ?? [];
        found(
          null,
          addresses.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 })),
        );
      }) as Resolver,
      { asked: 0 },
    );
  let resolver: Resolver & { asked: number };

  const closed = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "169.254.169.254",
    "198.18.0.1", "192.0.0.170", "203.0.113.5", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1",
    "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1",
    "ff02::1", "100::1", "3fff::1", "5f00::1",
  ]; // prettier-ignore

  test.each(closed)("a name that leads to %s is called by nobody", async (address) => {
    resolver = answering([address]);
    const where = target(`https://tonspur.example:${receiver.port}/take-over`, false);
    expect((await send({}, { resolver }, where)).attempt).toEqual({ kind: "silent", why: "no-address", sent: false });
    expect(receiver.log).toEqual([]);
  });

  test("one private address among public ones refuses the name", async () => {
    resolver = answering(["192.0.1.1", "127.0.0.1"]);
    const where = target(`https://tonspur.example:${receiver.port}/take-over`, false);
    expect((await send({}, { resolver }, where)).attempt).toMatchObject({ why: "no-address" });
    expect(receiver.log).toEqual([]);
  });

  test("a name is asked for once: what it answers afterwards leads nowhere", async () => {
    resolver = answering(["127.0.0.1"], ["127.0.0.2"]);
    const { attempt } = await send(withCode(), { resolver });
    expect([attempt, resolver.asked]).toMatchObject([{ status: 201 }, 1]);
  });

  test("what a demo allows is this machine and no other", async () => {
    resolver = answering(["192.0.1.1"]);
    expect((await send({}, { resolver })).attempt).toMatchObject({ why: "no-address", sent: false });
  });

  test("an unknown name says the same as a private one", async () => {
    const unknown: Resolver = (_host, _options, found) =>
      found(Object.assign(new Error("?"), { code: "ENOTFOUND" }), []);
    const where = target("https://nobody.example/", false);
    expect((await send({}, { resolver: unknown }, where)).attempt).toMatchObject({ why: "no-address", sent: false });
  });
});

test("a large file costs no memory", async () => {
  const block = Buffer.alloc(64 * 1024, 7);
  const blocks = 4_096;
  const hash = createHash("sha256");
  for (let n = 0; n < blocks; n++) hash.update(block);
  const open = () => Readable.from((async function* () { for (let n = 0; n < blocks; n++) yield block; })()); // prettier-ignore
  const roomy = await startReceiver({ port: 0, keys });
  const { code } = roomy.invitation();
  const large = { bytes: blocks * block.length, sha256: hash.digest("hex"), code, open };
  let most = 0;
  const before = process.memoryUsage().rss;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - before)), 5);
  const where = target(`https://localhost:${roomy.port}/take-over`);
  const { attempt } = await send(large, { limits: { ...limits, whole: 60 } }, where);
  clearInterval(watch);
  expect(attempt).toMatchObject({ status: 201 });
  // 256 MiB went through both ends in this very process.
  expect(most).toBeLessThan(96 * 1024 * 1024);
  await roomy.close();
}, 60_000);

test("no proxy of the environment is used", async () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    https_proxy: "http://127.0.0.1:9",
    HTTPS_PROXY: "http://127.0.0.1:9",
    NODE_USE_ENV_PROXY: "1",
  });
  expect((await send(withCode())).attempt).toMatchObject({ status: 201 });
  process.env = before;
});
