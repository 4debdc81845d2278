import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstPage, returnPath } from "./return-path";

const portal = "https://privacy.example.com";
const elsewhere = [
  "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\\/evil.example", "/%5cevil.example",
  "/%5Cevil.example", "/%2fevil.example", "/%2F%2Fevil.example", "https://evil.example", "HTTPS://evil.example",
  "http:evil.example", "https:/evil.example", "https:\\\\evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
  "data:text/html,x", "vbscript:x", "//evil.example@privacy.example.com", "https://privacy.example.com@evil.example",
  "https://privacy.example.com.evil.example", "/@evil.example", "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example",
  "\t//evil.example", " //evil.example", "/ /evil.example", "/\u0000/evil.example", "/\u2028/evil.example", "/\uff0f/evil.example",
  "/\u3002evil.example", "/.//evil.example", "/..//evil.example", "/my/..//evil.example", "/./\\evil.example", "/my//evil.example",
  "/%09/evil.example", "/%0d%0aLocation:%20https://evil.example", "/%00", "/%e2%80%a8", "?//evil.example", "#//evil.example",
  "//", "/\\", "", "my", "./my", "../my", "/my#x", "/my\u202e", "/my%", "/my%zz", "/my/%2e%2e/desk", "/my/../desk",
  "blob:https://evil.example", "ftp://evil.example", "file:///etc/passwd", "//[::1]", "//2130706433", "/;@evil.example",
  "/sign-in?to=/my", "/sign-in", "/api/auth/sign-out", "/api",
]; // prettier-ignore

describe("the way back after signing in", () => {
  test.each(["/my", "/my/requests/R-0K3V9T2M7QX4B8NC", "/desk?state=planned&page=2", "/", "/my/new?right=access"])(
    "keeps our own page %s",
    (path) => expect(returnPath(path)).toBe(path),
  );

  test.each(elsewhere)("leads to the first page instead of %j", (text) => expect(returnPath(text)).toBe(firstPage));

  test.each([undefined, null, 7, {}, ["/desk"], "/".repeat(600)])("and for %j", (value) =>
    expect(returnPath(value)).toBe(firstPage),
  );

  test("never leads to another site, whatever is sent", () => {
    const parts = fc.constantFrom(
      "/",
      "\\",
      "//",
      "%5c",
      "%2f",
      "@",
      ":",
      ".",
      "evil.example",
      "https:",
      "\t",
      "?",
      "#",
      "my",
    );
    const any = fc.oneof(
      fc.string(),
      fc.array(parts).map((list) => list.join("")),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(any, (text) => {
        const path = returnPath(text);
        expect(new URL(path, portal).origin).toBe(portal);
        expect(path).toMatch(/^\/(?![/\\])/);
      }),
      { numRuns: 5000 },
    );
  });
});
