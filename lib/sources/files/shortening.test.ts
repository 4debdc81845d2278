/** What is left of a line, in both formats and for every kind of address. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combined } from "./combined";
import { shortenedAddresses } from "./ip-address";
import { editedJson } from "./json-text";
import { line } from "./logs.fixture";
import { ndjson } from "./ndjson";

describe("an IP address", () => {
  test.each([
    ["203.0.113.77", "203.0.113.0"],
    ["203.0.113.0", "203.0.113.0"],
    ["203.0.113.77:50123", "203.0.113.0"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1::"],
    ["2001:DB8:1::6", "2001:db8:1::"],
    ["[2001:db8:1::6]:443", "2001:db8:1::"],
    ["fe80::1%eth0", "fe80::"],
    ["::1", "::"],
    ["0:0:1:2::", "0:0:1::"],
    ["::ffff:203.0.113.77", "::ffff:203.0.113.0"],
    ["::ffff:cb00:714d", "::ffff:203.0.113.0"],
    ["2002:cb00:714d::1", "2002:cb00:7100::"],
    ["198.51.100.9, 2001:db8:1::6,unknown", "198.51.100.0, 2001:db8:1::"],
    ["dsl-77.provider.example", null],
    ["999.1.1.1", null],
    ["", null],
  ])("%s", (address, short) => {
    expect(shortenedAddresses(address)).toBe(short);
  });

  test("is shortened once for all", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const once = shortenedAddresses(address);
        expect(once).not.toBeNull();
        expect(shortenedAddresses(once ?? "")).toBe(once);
      }),
    );
  });
});

const fields = {
  at: "time",
  account: "user",
  addresses: ["ip", "request.ip"],
  urls: ["path"],
  drop: ["browser", "request.headers"],
};

describe("a line of JSON", () => {
  const read = ndjson(fields);

  test("loses what leads to a person and keeps the rest letter by letter", () => {
    const text =
      '{ "time": 1795600800.25, "n": 12345678901234567890.10, "user": "KW-1", "ip": "203.0.113.77", "ip": "203.0.113.78",' +
      ' "path": "/a?b=1#c", "request": {"ip": "2001:db8:1::6", "headers": {"Cookie": ["}{"]}, "id": 7}, "browser": "x", "q": "\\u00e4\\" }," }';
    expect(read(text)?.shortened()).toBe(
      '{"time": 1795600800.25,"n": 12345678901234567890.10,"ip": "203.0.113.0","ip": "203.0.113.0",' +
        '"path": "/a","request": {"ip": "2001:db8:1::","id": 7},"q": "\\u00e4\\" },"}',
    );
    expect(read(text)).toMatchObject({ at: 1_795_600_800_250_000, account: "KW-1" });
  });

  test.each([
    [
      '{"time":"2026-11-22T10:00:00Z","ip":["203.0.113.7"],"user":["KW-1"],"path":{"a":1}}',
      '{"time":"2026-11-22T10:00:00Z"}',
    ],
    ['{"time":"2026-11-22T10:00:00Z","ip":"host.example","user":7}', '{"time":"2026-11-22T10:00:00Z"}'],
    [
      '{"time":"2026-11-22T10:00:00Z","ip":null,"user":null,"path":null}',
      '{"time":"2026-11-22T10:00:00Z","ip":null,"user":null,"path":null}',
    ],
  ])("of other types than expected: %s", (text, short) => {
    expect(read(text)?.shortened()).toBe(short);
  });

  test.each([
    ["2026-11-22T10:00:00Z", 1_795_341_600_000_000],
    ["2026-11-22T11:00:00.123456789+0100", 1_795_341_600_123_456],
    [1_795_341_600, 1_795_341_600_000_000],
    [1_795_341_600_123, 1_795_341_600_123_000],
    ["2026-11-22 10:00:00", null],
    ["2026-11-22T10:00:00", null],
    ["2026-02-30T10:00:00Z", null],
    [-1, null],
    [true, null],
    [undefined, null],
  ])("of the time %s", (time, at) => {
    expect(read(JSON.stringify({ time }))?.at ?? null).toBe(at);
  });

  test.each(["", "[]", "null", "7", '{"time":"2026-11-22T10:00:00Z"', "{}", "GET / HTTP/1.1"])("%s is none", (text) => {
    expect(read(text)).toBeNull();
  });

  test("shortening twice gives the same, and nothing of the address or the account is left", () => {
    const rest = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(
        rest,
        fc.ipV4().filter((ip) => !ip.endsWith(".0")),
        (rest, ip) => {
          const own = { time: "2026-11-22T10:00:00Z", user: "KW-1", ip, path: "/?secret" };
          const text = Buffer.from(JSON.stringify({ ...rest, request: 1, browser: null, ...own })).toString("latin1");
          const once = read(text)?.shortened() ?? "";
          expect(read(once)?.shortened()).toBe(once);
          const { user, ...left } = JSON.parse(once) as Record<string, unknown>;
          expect(user).toBeUndefined();
          expect(left.ip).toBe(ip.replace(/\d+$/, "0"));
          expect(left.path).toBe("/");
          const expected = JSON.parse(Buffer.from(JSON.stringify(rest)).toString("latin1")) as Record<string, unknown>;
          for (const name of Object.keys(expected))
            if (!["time", "user", "ip", "path", "request", "browser"].includes(name))
              expect(left[name]).toEqual(expected[name]);
        },
      ),
    );
  });

  test("a member is changed in its text alone", () => {
    const edits = new Map([["a", () => null]]);
    expect(editedJson('{"a":1}', edits)).toBe("{}");
    expect(editedJson(' {"b" : [1, {"a": 2}] } ', edits)).toBe(' {"b" : [1, {"a": 2}] } ');
  });
});

describe("a line in the combined format", () => {
  const read = combined({
    at: "at",
    account: "user",
    addresses: ["address"],
    urls: ["path", "referrer"],
    drop: ["browser"],
  });
  const of = (user: string, rest = '"GET /a?b HTTP/2.0" 200 - "https://x.example/?q" "F \\"x\\" (y)"') =>
    `203.0.113.77 kim ${user} [22/Nov/2026:11:00:00 +0100] ${rest}`;

  test("loses what leads to a person, and what some servers write behind it", () => {
    expect(read(`${of("KW-1")} 0.003 "198.51.100.7"`)?.shortened()).toBe(
      '203.0.113.0 - - [22/Nov/2026:11:00:00 +0100] "GET /a HTTP/2.0" 200 - "https://x.example/" "-"',
    );
    expect(read(of("KW-1"))).toMatchObject({ at: 1_795_341_600_000_000, account: "KW-1" });
    expect(read(of("KW-1"))?.values()).toEqual({
      address: "203.0.113.77",
      user: "KW-1",
      at: "2026-11-22T10:00:00.000Z",
      method: "GET",
      path: "/a?b",
      protocol: "HTTP/2.0",
      status: "200",
      bytes: "-",
      referrer: "https://x.example/?q",
      browser: 'F \\"x\\" (y)',
    });
  });

  test("a name with brackets cannot pretend another time", () => {
    const typed = "KW-1 [01/Jan/2020:00:00:00 +0000]";
    expect(read(of(typed))).toMatchObject({ account: typed, at: 1_795_341_600_000_000 });
  });

  test.each(['"GET /a?b HTTP/2.0" 401 - "-" "-"'])("a name that was refused is nobody's: %s", (rest) => {
    expect(read(of("KW-1", rest))?.account).toBeNull();
    expect(read(of("KW-1", rest))?.shortened()).not.toContain("KW-1");
  });

  test("of a request that is none, nothing is kept", () => {
    expect(read(of("-", '"\\x16\\x03 KW-1?x" 400 0 "-" "-"'))?.shortened()).toBe(
      '203.0.113.0 - - [22/Nov/2026:11:00:00 +0100] "-" 400 0 "-" "-"',
    );
  });

  test.each([
    "",
    "203.0.113.77",
    of("KW-1").replace("Nov", "Nop"),
    line("2026-11-22T10:00:00Z", "KW-1", "203.0.113.7"),
  ])("%s is none", (text) => expect(read(text)).toBeNull());

  test("shortening twice gives the same", () => {
    const word = fc.stringMatching(/^[!#-[\]-~]{1,12}$/);
    fc.assert(
      fc.property(word, word, word, word, (address, user, path, agent) => {
        const text = `${address} - ${user} [22/Nov/2026:11:00:00 +0100] "GET ${path} HTTP/1.1" 200 1 "${path}" "${agent}" x`;
        const once = read(text)?.shortened() ?? "none";
        expect(read(once)?.shortened()).toBe(once);
      }),
    );
  });
});
