import { describe, expect, test } from "vitest";
import { originProblem } from "./origin";

const app = "https://privacy.example.com";
const from = (headers: Record<string, string>) => originProblem(new Headers(headers), app);

describe("where a writing request comes from", () => {
  test("a page of the portal may write", () => {
    expect(from({ origin: app })).toBeNull();
    expect(from({ origin: app, "sec-fetch-site": "same-origin" })).toBeNull();
  });

  test.each<[string, Record<string, string>, string]>([
    ["no origin at all", {}, "missing"],
    ["an empty one", { origin: "" }, "missing"],
    ["the origin of a sandboxed frame", { origin: "null" }, "foreign"],
    ["another site", { origin: "https://evil.example" }, "foreign"],
    ["a sister site", { origin: "https://shop.example.com" }, "foreign"],
    ["a name that only begins alike", { origin: "https://privacy.example.com.evil.example" }, "foreign"],
    ["the portal without TLS", { origin: "http://privacy.example.com" }, "foreign"],
    ["another port", { origin: "https://privacy.example.com:8443" }, "foreign"],
    ["a path behind it", { origin: "https://privacy.example.com/" }, "foreign"],
    ["two of them", { origin: "https://privacy.example.com, https://evil.example" }, "foreign"],
    ["something that is no origin", { origin: "%%%" }, "foreign"],
    ["the right origin, but the browser says cross-site", { origin: app, "sec-fetch-site": "cross-site" }, "foreign"],
    ["the right origin, but the browser says same-site", { origin: app, "sec-fetch-site": "same-site" }, "foreign"],
  ])("%s may not", (_, headers, problem) => expect(from(headers)).toBe(problem));

  test("a forwarded host changes nothing", () => {
    expect(from({ origin: "https://evil.example", "x-forwarded-host": "evil.example", host: "evil.example" })).toBe(
      "foreign",
    );
  });
});
