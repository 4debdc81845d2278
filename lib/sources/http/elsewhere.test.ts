/** Where a call may go and what it carries along: tokens, redirects, next pages, the own network. */
import { inspect } from "node:util";
import { beforeEach, describe, expect, test } from "vitest";
import { jane } from "../../../demo/vendors/vendors.fixture";
import { crmSource } from "./crm.fixture";
import { watchErrors } from "./errors.fixture";
import { json, open, system, type Answering } from "./http.fixture";
import { locate, quick } from "./newsletter.fixture";

const errorOf = watchErrors(15);

describe("tokens", () => {
  const auth = { type: "oauth2", tokenFrom: "/token", clientId: "ID", clientSecret: "SECRET" };
  const secrets = { ID: "portal", SECRET: "token-of-nobody" };
  let tokens = 0;
  beforeEach(() => void (tokens = 0));
  const issuing =
    (then: Answering, valid: () => string): Answering =>
    (asked, response) => {
      if (asked.path === "/token")
        return json({ access_token: `t${(tokens += 1)}`, token_type: "Bearer", expires_in: 3600 })(asked, response);
      const good = asked.headers.authorization === `Bearer ${valid()}`;
      return good ? then(asked, response) : json({ error: jane.email }, 401)(asked, response);
    };
  const oauth = async (usual: Answering) => {
    const other = await system(usual);
    return { other, ...open({ ...crmSource, auth, limits: quick }, { ...secrets, CRM_URL: other.url }) };
  };
  const nothing = json({ data: [], next: null });

  test("are fetched once, and once more when one has run out", async () => {
    let valid = "t1";
    const { source } = await oauth(issuing(nothing, () => valid));
    await locate(source);
    await locate(source);
    expect(tokens).toBe(1);
    valid = "t2";
    await locate(source);
    expect(tokens).toBe(2);
  });

  test("that are refused again and again end without a storm", async () => {
    const { source, other } = await oauth(issuing(nothing, () => "never"));
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "refused-credentials" });
    expect([tokens, other.log.length]).toEqual([2, 4]);
  });

  test("that are not given are refused credentials", async () => {
    const { source } = await oauth(json({ error: "invalid_client" }, 401));
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "refused-credentials" });
    expect(await source.probe()).toEqual(["The system refuses the credentials."]);
  });

  test("a key that is refused is not tried again", async () => {
    const other = await system(json({}, 401));
    const { source } = open(crmSource, { CRM_URL: other.url, CRM_TOKEN: "token-of" });
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "refused-credentials" });
    expect(other.log).toHaveLength(1);
  });
});

describe("sent elsewhere", () => {
  const to =
    (location: string, status = 302): Answering =>
    (_, response) =>
      void response.writeHead(status, { location }).end();
  const at = (url: string, more: Record<string, unknown> = {}) =>
    open({ ...crmSource, limits: quick, ...more }, { CRM_URL: url, CRM_TOKEN: "token-of" }).source;

  test.each([302, 307])("with %i to a host that the policy does not name: not followed", async (status) => {
    const [other, usual] = [await system(json({})), await system(json({}))];
    usual.next.push(to(`${other.url}/contacts?${jane.email}`, status));
    expect(await errorOf(locate(at(usual.url)))).toMatchObject({ trouble: "unexpected-answer" });
    expect(other.log).toEqual([]);
  });

  test.each(["http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "//169.254.169.254/", "http://user:pw@127.0.0.1/"])(
    "to %s: not followed",
    async (location) => {
      const usual = await system(to(location));
      expect(await errorOf(locate(at(usual.url)))).toMatchObject({ trouble: "unexpected-answer" });
    },
  ); // prettier-ignore

  test("to another host that is named: followed, without the credentials", async () => {
    const [other, usual] = [await system(json({ data: [], next: null })), await system(json({}))];
    usual.next.push(to(`${other.url}/elsewhere`));
    const hosts = [new URL(usual.url).host, new URL(other.url).host];
    const collections = { contact: crmSource.collections.contact };
    expect((await locate(at(usual.url, { hosts, collections }))).groups).toEqual([]);
    expect(usual.log[0]?.headers.authorization).toBe("Bearer token-of");
    expect(other.log.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test("in a circle: ends", async () => {
    const usual = await system(to("/contacts"));
    expect(await errorOf(locate(at(usual.url)))).toMatchObject({ trouble: "unexpected-answer" });
    expect(usual.log).toHaveLength(4);
  });

  test("by a next link to another host: not followed", async () => {
    const other = await system(json({}));
    const usual = await system(json({ data: [], next: `${other.url}/more` }));
    const { contact } = crmSource.collections;
    const read = { ...contact.read, next: { link: "next" } };
    const source = at(usual.url, { collections: { contact: { ...contact, read } } });
    expect(await errorOf(locate(source))).toMatchObject({ trouble: "unexpected-answer" });
    expect(other.log).toEqual([]);
  });

  test.each(["https://localhost:9", "https://127.0.0.1:9", "https://[::1]:9", "https://[::ffff:10.0.0.1]:9", "https://2130706433:9"])(
    "the own network is closed unless the policy opens it: %s",
    async (url) => {
      const error = await errorOf(locate(at(url, { private: false })));
      expect(error).toMatchObject({ trouble: "unreachable" });
      expect(inspect(error)).toContain("PRIVATE_ADDRESS");
    },
  ); // prettier-ignore

  test("without TLS only in the own network", async () => {
    const error = await errorOf(locate(at("http://system.example", { private: false })));
    expect(inspect(error)).toContain("does not name this host");
  });
});
