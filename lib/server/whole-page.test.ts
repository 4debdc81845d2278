/** Against a server that behaves like Next where it matters: an empty page for 404, streamed in pieces. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendWholePages } from "./whole-page";

let server: Server;
let base = "";
beforeAll(async () => {
  server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const watch = { address: { host: "localhost", port }, unreadable: () => request.url === "/unreadable" };
    sendWholePages(request, response, watch);
    const status = { "/fine": 200, "/fails": 500, "/unreadable": 500 }[request.url ?? ""] ?? 404;
    response.statusCode = status;
    response.setHeader("X-Of-The-First", "yes");
    if (request.method === "POST") response.setHeader("Set-Cookie", ["language=de; Path=/"]);
    const whole = request.url === "/there-is-no-such-page";
    response.write(whole ? `whole page, ${request.headers.cookie}, ` : "half ");
    response.flushHeaders();
    response.end(whole ? String(request.headers["accept-language"]) : "page");
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const ask = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(base + path, init);
  return { status: response.status, text: await response.text(), headers: response.headers };
};

describe("an answer", () => {
  test("that is fine passes as it is", async () => {
    expect(await ask("/fine")).toMatchObject({ status: 200, text: "half page" });
  });

  test("404 becomes the page of a path that does not exist, with the person's cookies and language", async () => {
    const headers = { cookie: "session=1; language=en", "accept-language": "de" };
    const answer = await ask("/foreign", { headers });
    expect(answer).toMatchObject({ status: 404, text: "whole page, session=1; language=en, de" });
  });

  test("404 after a form keeps the cookies it set", async () => {
    const answer = await ask("/foreign", {
      method: "POST",
      headers: { cookie: "language=en", "accept-language": "en" },
    });
    expect(answer).toMatchObject({ status: 404, text: "whole page, language=de, en" });
    expect(answer.headers.getSetCookie()).toContain("language=de; Path=/");
  });

  test("500 can be read without JavaScript and says nothing about why", async () => {
    const answer = await ask("/fails");
    expect(answer.status).toBe(500);
    expect(answer.text).toContain("Something went wrong");
    expect(answer.headers.get("x-of-the-first")).toBeNull();
  });

  test("500 to something that could not be read is the caller's 400", async () => {
    expect((await ask("/unreadable")).status).toBe(400);
  });

  test.each([{ rsc: "1" }, { "next-action": "x" }])("to Next's own browser part passes: %j", async (headers) => {
    expect(await ask("/foreign", { headers: Object.entries(headers) as [string, string][] })).toMatchObject({
      status: 404,
      text: "half page",
    });
  });

  test("of a route passes", async () => {
    expect(await ask("/api/package/R-1")).toMatchObject({ status: 404, text: "half page" });
  });

  test("nobody else can ask for the first, empty one", async () => {
    const answer = await ask("/foreign", { headers: { "x-rightful-missing": "guess" } });
    expect(answer.text).toContain("whole page");
  });
});
