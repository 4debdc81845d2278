/** Art. 32(1)(b): what a person types leads to no place but a named server of the public network. */
import { describe, expect, test } from "vitest";
import { readTarget, type NoTarget, type Reach } from "./target";

const reach: Reach = { ports: [443, 8443], own: ["privacy.klangwerk.example"], loopback: [] };
const read = (text: string, more: Partial<Reach> = {}) => readTarget(text, { ...reach, ...more });
const refused = (text: string, more: Partial<Reach> = {}) => {
  const target = read(text, more);
  return target.ok ? `taken as ${target.value.url.href}` : target.reason;
};

const refusals: [NoTarget, string[]][] = [
  ["not-https", ["http://tonspur.example/in", "ftp://tonspur.example/", "file:///etc/passwd", "javascript:alert(1)", "gopher://tonspur.example", "data:,x"]],
  ["with-password", ["https://me:secret@tonspur.example/", "https://me@tonspur.example/", "https://@tonspur.example/", "https://tonspur.example@127.0.0.1/", "https://127.0.0.1@tonspur.example/"]],
  // Decimal, octal, hexadecimal and short forms, full-width digits and every way to write IPv4 into IPv6.
  ["number", ["https://127.0.0.1/", "https://2130706433/", "https://017700000001/", "https://0x7f000001/", "https://0x7f.1/", "https://127.1/", "https://0177.0.0.1/", "https://１２７.０.０.１/", "https://127。0。0。1/", "https://%31%32%37.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[64:ff9b::7f00:1]/", "https://[fd00::1]/", "https://[fe80::1]/", "https://169.254.169.254/latest/meta-data", "https://10.0.0.1/", "https://8.8.8.8/", "https://[2606:4700::1111]/", "https://127.0.0.1./"]],
  ["no-address", ["", "tonspur.example", "https://", "https:///tonspur.example", "https:tonspur.example", "https:\\\\tonspur.example", "https://tonspur.example\\@127.0.0.1", "https://ton spur.example/", "https://ton\tspur.example/", "https://tonspur\u200b.example/", "https://localhost/", "https://LOCALHOST/", "https://localhost./", "https://a.localhost/", "https://intranet/", "https://metadata.google.internal/", "https://printer.local/", "https://box.home.arpa/", "https://x.onion/", "https://tonspur.example./in", "https://-tonspur.example/", "https://tonspur..example/", "https://[::1%25lo]/", "https://300.1.1.1/", `https://${"a".repeat(64)}.example/`]],
  ["own", ["https://privacy.klangwerk.example/api", "https://PRIVACY.klangwerk.example/"]],
  ["port", ["https://tonspur.example:22/", "https://tonspur.example:80/", "https://tonspur.example:5432/"]],
  ["too-long", [`https://tonspur.example/${"x".repeat(2_000)}`]],
]; // prettier-ignore

describe.each(refusals)("%s", (reason, all) => {
  test.each(all)("%s", (text) => {
    expect(refused(text)).toBe(reason);
  });
});

test("what is taken is what is called and what is shown", () => {
  expect(read(" https://Tonspur.example/in?for=1#part ")).toMatchObject({
    ok: true,
    value: { host: "tonspur.example", ascii: null, loopback: false },
  });
  const target = read("https://tonspur.example:8443/in?for=1#part");
  expect(target.ok && [target.value.url.href, target.value.host]).toEqual([
    "https://tonspur.example:8443/in?for=1",
    "tonspur.example:8443",
  ]);
});

test("letters that only look alike are shown as machines write them, too", () => {
  expect(read("https://tönspur.example/")).toMatchObject({
    value: { host: "tönspur.example", ascii: "xn--tnspur-wxa.example" },
  });
  expect(read("https://раура1.example/")).toMatchObject({ ok: true, value: { ascii: expect.stringMatching(/^xn--/) } });
});

test("this machine is reached only by the hosts and ports that a demo names", () => {
  const demo = { loopback: ["localhost:4433"] };
  expect(read("https://localhost:4433/take-over", demo)).toMatchObject({ ok: true, value: { loopback: true } });
  expect(refused("https://localhost:4434/", demo)).toBe("no-address");
  expect(refused("https://127.0.0.1:4433/", demo)).toBe("number");
  expect(refused("https://me@localhost:4433/", demo)).toBe("with-password");
});
