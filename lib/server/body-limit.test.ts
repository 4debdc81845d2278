import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mostFileBytes } from "../gdpr/attached";
import { bodyRefused, fileBodyLimit } from "./body-limit";

const post = (url: string, headers: Record<string, string>) => bodyRefused({ method: "POST", url, headers });

test("a page takes a form; only pages with a field for files take files", () => {
  expect(post("/my/new", { "content-length": "1000000" })).toBeNull();
  expect(post("/my/new", { "content-length": "1000001" })).toBe(413);
  for (const page of ["/desk/intake", "/task?token=x"]) {
    expect(post(page, { "content-length": String(mostFileBytes) })).toBeNull();
    expect(post(page, { "content-length": String(fileBodyLimit + 1) })).toBe(413);
  }
  expect(post("/desk/intake/x", { "content-length": "1000001" })).toBe(413);
});

test("who does not say how much it is sends nothing to a page", () => {
  expect(post("/desk/intake", { "transfer-encoding": "chunked" })).toBe(411);
  expect(post("/api/verify", { "transfer-encoding": "chunked" })).toBeNull();
  expect(bodyRefused({ method: "GET", url: "/desk/intake", headers: {} })).toBeNull();
});

test("Next's own limits are no smaller: what is let in here arrives whole", () => {
  const text = readFileSync(join(import.meta.dirname, "../../next.config.js"), "utf8");
  const limits = [...text.matchAll(/(?:bodySizeLimit|proxyClientMaxBodySize): ([\d_]+)/g)].map(([, size = ""]) => Number(size.replaceAll("_", ""))); // prettier-ignore
  expect(limits).toEqual([fileBodyLimit, fileBodyLimit]);
});
