/** What goes wrong on the wire, and who signed. */
import { describe, expect, test } from "vitest";
import { opendsrStandIn } from "../../../demo/vendors/opendsr";
import { signer } from "../../../demo/vendors/opendsr-keys";
import { keyHash, certificatesIn } from "./certificate";
import { failure, hour, janeDoe, listOf, orderedAt, stage, token } from "./stage.fixture";

describe("what goes wrong on the wire", () => {
  test.each([
    ["lost-answer", "unknown-outcome"],
    ["reset", "unknown-outcome"],
    ["truncated", "unknown-outcome"],
  ] as const)("an order with %s is one order in the end", async (kind, trouble) => {
    const { source, vendors, reopened } = await stage();
    const items = await listOf(source, janeDoe);
    vendors.fault("opendsr", { kind, on: "POST" });
    const failed = await failure(source.write?.("erase", items, "R-1/1/0/0"));
    expect(failed.trouble).toBe(trouble);
    expect(await reopened().write?.("erase", items, "R-1/1/0/0")).toMatchObject({ underWay: { count: 1 } });
    expect((vendors.state("opendsr") as { orders: unknown[] }).orders).toHaveLength(1);
    expect(new Set(orderedAt(vendors)).size).toBe(1);
  });

  test.each([
    [{ status: 401 }, "refused-credentials"],
    [{ status: 403 }, "forbidden"],
    [{ status: 429, headers: { "Retry-After": "120" } }, "throttled"],
    [{ status: 429, headers: { "Retry-After": new Date(Date.now() + 120_000).toUTCString() } }, "throttled"],
    [{ status: 429, headers: { "Retry-After": "1000000000" } }, "throttled"],
    [{ status: 429 }, "throttled"],
    [{ status: 503 }, "unreachable"],
    [{ status: 200, body: "<html>Maintenance</html>" }, "unexpected-answer"],
  ] as const)("discovery answered with %o is told as %s", async (answer, trouble) => {
    const { source, vendors } = await stage();
    vendors.fault("opendsr", { kind: "answer", ...answer });
    const failed = await failure(source.locate(janeDoe, {}));
    expect(failed.trouble).toBe(trouble);
    const wait = failed.askAgain ? failed.askAgain.getTime() - Date.now() : null;
    if ("headers" in answer) expect(wait).toBeLessThanOrEqual(24 * hour);
    if ("headers" in answer) expect(wait).toBeGreaterThan(100_000);
    expect(`${failed.message} ${String(failed.cause)}`).not.toMatch(/jane|KW-1|localhost/);
  });

  test.each(["hang", "drip"] as const)("an answer that does not come to its end is given up: %s", async (kind) => {
    const { source, vendors } = await stage({ mapping: { answerWithin: 1 } });
    vendors.fault("opendsr", { kind });
    expect((await failure(source.locate(janeDoe, {}))).trouble).toBe("timeout");
    vendors.clear();
    const items = await listOf(source, janeDoe);
    vendors.fault("opendsr", { kind, on: "POST" });
    const failed = await failure(source.write?.("erase", items, "R-1/1/0/0"));
    expect(failed.trouble).toBe("unknown-outcome");
  });

  test("an answer that unpacks to far more is not unpacked", async () => {
    const { source, vendors } = await stage();
    vendors.fault("opendsr", { kind: "gzip-bomb", mebibytes: 200 });
    expect((await failure(source.locate(janeDoe, {}))).trouble).toBe("unexpected-answer");
  });

  test("a call too many waits for the next window", async () => {
    const { source } = await stage({ mapping: { limit: { calls: 1, seconds: 60 } } });
    const items = await listOf(source, janeDoe);
    const failed = await failure(source.write?.("erase", items, "R-1/1/0/0"));
    expect(failed).toMatchObject({ trouble: "throttled", askAgain: expect.any(Date) });
  });

  test("an address that leads elsewhere is not followed", async () => {
    const { source, vendors } = await stage();
    vendors.fault("opendsr", { kind: "answer", status: 302, headers: { Location: "http://169.254.169.254/" } });
    expect((await failure(source.locate(janeDoe, {}))).trouble).toBe("unexpected-answer");
  });
});

describe("who signed", () => {
  const ordered = async (options: Parameters<typeof stage>[0]) => {
    const set = await stage(options);
    const items = await listOf(set.source, janeDoe);
    return { ...set, write: set.source.write?.("erase", items, "R-1/1/0/0") as Promise<unknown> };
  };

  test("headers of the first hour are taken", async () => {
    const { write } = await ordered({ partner: { headers: "OpenGDPR" } });
    await expect(write).resolves.toMatchObject({ underWay: { count: 1 } });
  });

  test("a pinned key needs no root", async () => {
    const keys = signer("partner.example");
    const pin = keyHash(certificatesIn(Buffer.from(keys.chain))[0] as never);
    const { write } = await ordered({ partner: { keys }, mapping: { trust: { keys: [pin] } } });
    await expect(write).resolves.toMatchObject({ underWay: { count: 1 } });
  });

  test("another root, another domain, a certificate out of its time: nothing it says counts", async () => {
    const stranger = signer("partner.example");
    const cases = [
      { secrets: { PARTNER_ROOTS: stranger.root } },
      { mapping: { domain: "other.example" } },
      { partner: { keys: signer("partner.example", { days: -1, from: -5 }) } },
      { partner: { keys: signer("partner.example", { from: 2 }) } },
      { partner: { keys: { ...signer("partner.example"), sign: () => "bm8=" } } },
    ];
    for (const options of cases) {
      const { write } = await ordered(options);
      expect((await failure(write)).trouble).toBe("unknown-outcome");
    }
    const { source } = await stage({ secrets: { PARTNER_ROOTS: stranger.root } });
    expect(await source.probe()).toEqual(["Its certificate rests on nothing that the policy trusts."]);
  });

  test("a key that was changed is fetched anew, not before a minute has passed", async () => {
    const { source, vendors, partner, later } = await stage();
    const items = await listOf(source, janeDoe);
    await source.write?.("erase", items, "R-1/1/0/0");
    const next = opendsrStandIn({ token, doneAfter: null, keys: signer("partner.example") });
    const status = vendors.log("opendsr").length;
    expect(status).toBeGreaterThan(0);
    // Signed by somebody whose root is not ours.
    const body = Buffer.from("{}");
    vendors.fault("opendsr", { kind: "answer", status: 200, headers: next.signed(body), body, on: "GET /requests" });
    expect((await failure(source.write?.("erase", items, "R-1/1/0/0"))).trouble).toBe("unexpected-answer");
    later(2 * 60_000);
    expect(await source.write?.("erase", items, "R-1/1/0/0")).toMatchObject({ underWay: { count: 1 } });
    expect(partner.root).not.toBe(next.root);
  });

  test("an answer about another order stops everything", async () => {
    const { source, vendors, partner } = await stage();
    const items = await listOf(source, janeDoe);
    await source.write?.("erase", items, "R-1/1/0/0");
    const other = { subject_request_id: "00000000-0000-4000-8000-000000000000", request_status: "completed" };
    const body = Buffer.from(JSON.stringify(other));
    vendors.fault("opendsr", { kind: "answer", status: 200, headers: partner.signed(body), body, on: "GET /requests" });
    await expect(source.write?.("erase", items, "R-1/1/0/0")).rejects.toThrow("somebody else");
  });
});
