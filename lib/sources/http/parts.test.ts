/** The small parts by themselves: addresses, texts, waits, keys. */
import { describe, expect, test } from "vitest";
import { isPrivate } from "./address-guard";
import { rateLimit } from "./calls";
import { identitiesOf, verdictOf } from "./identities";
import { keysOf } from "./key";
import { later } from "./moment";
import { addressOf, contentOf, fill } from "./template";
import { waitOf } from "./throttle";

describe("addresses", () => {
  test.each([
    "10.1.2.3", "127.0.0.1", "169.254.169.254", "172.31.0.1", "192.168.0.1", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::a00:1",
    "2002:a00:1::1", "2001:db8::1", "2001::1", "[::1]", "not an address",
  ])("%s is private", (address) => expect(isPrivate(address)).toBe(true)); // prettier-ignore

  test.each(["8.8.8.8", "172.32.0.1", "2a00:1450:4001::1", "2606:4700::1"])("%s is public", (address) =>
    expect(isPrivate(address)).toBe(false),
  );
});

describe("texts", () => {
  const base = new URL("https://api.example/v3/");
  const scope = { "identity.email": "a/b?c&d#e@x.example", "record.id": "ü x" };
  const url = (path: string, query: Record<string, string> = {}) => addressOf(base, { path, query }, scope).href;

  test("a value cannot become a path, a parameter or a fragment", () => {
    expect(url("/m/{identity.email}")).toBe("https://api.example/v3/m/a%2Fb%3Fc%26d%23e%40x.example");
    expect(url("/m/{record.id}:run", { q: "{identity.email}" })).toBe(
      "https://api.example/v3/m/%C3%BC%20x:run?q=a%2Fb%3Fc%26d%23e%40x.example",
    );
  });

  test.each(["", ".", ".."])("“%s” cannot stand in a path", (value) => {
    expect(() => addressOf(base, { path: "/m/{record.id}", query: {} }, { "record.id": value })).toThrow(/path/);
  });

  test("a variable that is not there is a fault, not empty", () => {
    expect(() => fill("{record.name}", scope)).toThrow(/needs record.name/);
    expect(() => fill("{constructor}", scope)).toThrow(/constructor/);
    expect(fill('{"a": {}}', scope)).toBe('{"a": {}}');
  });

  test("a header takes no line break, and values are not filled twice", () => {
    const request = { method: "GET" as const, path: "/", query: {}, headers: { "X-Id": "{record.id}" } };
    expect(() => contentOf(request, { "record.id": "a\r\nHost: b" })).toThrow(/header/);
    const json = { a: ["{record.id}"], "{record.id}": 1 };
    expect(contentOf({ ...request, headers: {}, json }, { "record.id": "{job.id}" }).body).toBe(
      '{"a":["{job.id}"],"{job.id}":1}',
    );
  });
});

describe("waits", () => {
  const now = new Date("2026-11-26T12:00:00Z");
  const answer = (status: number, headers: Record<string, string> = {}, text = "") => ({
    status,
    text,
    header: (name: string) => headers[name] ?? null,
  });
  test.each<[string, ReturnType<typeof answer>, Parameters<typeof waitOf>[1], number | null]>([
    ["seconds", answer(429, { "retry-after": "7" }), [], 7_000],
    ["a date", answer(429, { "retry-after": "Thu, 26 Nov 2026 12:01:00 GMT" }), [], 60_000],
    ["a date that is over", answer(429, { "retry-after": "Thu, 26 Nov 2026 11:00:00 GMT" }), [], 0],
    ["absurd", answer(429, { "retry-after": "1000000000" }), [], 3_600_000],
    ["seconds of a header", answer(429, { "x-reset": "42" }), [{ status: 429, empty: false, wait: { header: "x-reset", in: "seconds" } }], 42_000],
    ["unix seconds of a header", answer(429, { "x-reset": "1795694460" }), [{ status: 429, empty: false, wait: { header: "x-reset", in: "unix" } }], 60_000],
    ["until tomorrow", answer(403), [{ status: 403, empty: true, wait: "day" }], 20 * 3_600_000],
    ["a 403 with a word", answer(403, {}, "no"), [{ status: 403, empty: true, wait: "day" }], null],
    ["a 400 with a reason", answer(400, {}, '{"error":{"code":80003}}'), [{ status: 400, empty: false, reason: { path: "error.code", is: ["80003"] }, wait: "day" }], 20 * 3_600_000],
    ["another reason", answer(400, {}, '{"error":{"code":1}}'), [{ status: 400, empty: false, reason: { path: "error.code", is: ["80003"] }, wait: "day" }], null],
    ["503 without a word", answer(503), [], null],
    ["200", answer(200), [], null],
  ])("%s", (_, answer, dialects, wait) => expect(waitOf(answer, dialects, 0, now)).toBe(wait)); // prettier-ignore

  test("rates and periods", () => {
    expect(["1/s", "3/2s", "250/min", "500/day"].map(rateLimit)).toEqual([
      { calls: 1, seconds: 1 },
      { calls: 3, seconds: 2 },
      { calls: 250, seconds: 60 },
      { calls: 500, seconds: 86_400 },
    ]);
    expect(["PT15M", "PT72H", "P30D", "P1M"].map((period) => later(now, period).toISOString().slice(0, 16))).toEqual([
      "2026-11-26T12:15",
      "2026-11-29T12:00",
      "2026-12-26T12:00",
      "2026-12-26T12:00",
    ]);
  });
});

describe("keys", () => {
  const secret = (fill: number) => ({ secret: () => Buffer.alloc(32, fill).toString("base64") });
  const keys = keysOf("mail", secret(1));

  test("an address never stands in a key, and comes back from it", () => {
    const key = keys.key("member/mail", ["ana@mail.example"], false);
    expect(key).toMatch(/^~[\w-]+$/);
    expect(keys.key("member/mail", ["ana@mail.example"], false)).toBe(key);
    expect(keys.fields("member/mail", key, 1)).toEqual(["ana@mail.example"]);
  });

  test("the same hash has another key in another part, another source and under another secret", () => {
    const hash = ["list", "9e26471d35a78862c17e467d87cddedf"];
    const all = [
      keys.key("a/mail", hash, true),
      keys.key("b/mail", hash, true),
      keysOf("other", secret(1)).key("a/mail", hash, true),
      keysOf("mail", secret(2)).key("a/mail", hash, true),
    ];
    expect(new Set(all).size).toBe(4);
    expect(all.join()).not.toContain("9e26471d");
    expect(() => keys.fields("b/mail", all[0]!, 2)).toThrow();
    expect(() => keys.fields("a/mail", `${all[0]!.slice(0, -2)}AA`, 2)).toThrow();
  });

  test("a plain key stays plain; one that looks encrypted is encrypted", () => {
    expect(keys.key("c/x", ["cus_1"], false)).toBe("cus_1");
    expect(keys.fields("c/x", "cus_1", 1)).toEqual(["cus_1"]);
    expect(keys.fields("c/x", keys.key("c/x", ["1", "2"], false), 2)).toEqual(["1", "2"]);
    expect(keys.fields("c/x", keys.key("c/x", ["~x"], false), 1)).toEqual(["~x"]);
    expect(() => keys.fields("c/x", "cus_1", 2)).toThrow();
  });
});

describe("whose it is", () => {
  const address = (email: string, proved: boolean, held: { from: string | null; until: string | null } | null = null) => ({ email, proved, held }); // prettier-ignore
  const person = { account: null, names: [], postcodes: [], ids: { order: ["1", "..", ""] }, addresses: [
    address("old@x.example", false, { from: "2020-01-01T00:00:00Z", until: "2021-01-01T00:00:00Z" }),
    address("new@x.example", true),
    address("typed@x.example", false),
  ] }; // prettier-ignore
  const verdict = (value: string, since: string | null) => {
    const identity = identitiesOf(person, ["email"]).find((one) => one.value === value)!;
    return verdictOf(identity, since === null ? null : new Date(since));
  };

  test("a proved address is the person's; one that was held is theirs for that time; anything else is asked about", () => {
    expect(identitiesOf(person, ["email"])[0]?.value).toBe("new@x.example");
    expect(verdict("new@x.example", null)).toBe(null);
    expect(verdict("old@x.example", "2020-06-01T00:00:00Z")).toBe(null);
    expect(verdict("old@x.example", "2021-06-01T00:00:00Z")).toBe("theirs");
    expect(verdict("old@x.example", null)).toBe("address-unproved");
    expect(verdict("typed@x.example", "2020-06-01T00:00:00Z")).toBe("address-unproved");
  });

  test("without an account there is no account, and what cannot stand in a path is left out", () => {
    expect(identitiesOf(person, ["account", "order"]).map(({ value }) => value)).toEqual(["1"]);
  });
});
