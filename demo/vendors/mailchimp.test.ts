/** Mailchimp's stand-in: who is found, what each ending does, and its errors. */
import { describe, expect, test } from "vitest";
import { lists, mailchimp, subscriberHash } from "./mailchimp";
import { jane, vendorsFor, withJson } from "./vendors.fixture";

const signedIn = { authorization: `Basic ${Buffer.from("any:key-us1").toString("base64")}` };
type Found = { exact_matches: { members: Member[] }; full_search: { members: Member[] } };
type Member = { id: string; list_id: string; email_address: string; status: string };

async function started(options: Partial<Parameters<typeof mailchimp>[0]> = {}) {
  const { vendors, call } = await vendorsFor(mailchimp({ key: "key-us1", milliseconds: 1, ...options }));
  const member = (email: string, list = lists.news) => `/3.0/lists/${list}/members/${subscriberHash(email)}`;
  const as = (path: string, init: RequestInit = {}) =>
    call(path, { ...init, headers: { ...signedIn, ...init.headers } });
  const found = async (query: string) =>
    (await as(`/3.0/search-members?query=${encodeURIComponent(query)}`)).body as unknown as Found;
  return { vendors, call, as, member, found };
}

describe("searching", () => {
  test("gives exact matches by address, and beside them people with a similar one", async () => {
    const { found } = await started();
    const { exact_matches, full_search } = await found("JANE@mail.example");
    expect(new Set(exact_matches.members.map(({ email_address }) => email_address))).toEqual(new Set([jane.email]));
    expect(exact_matches.members[0]).toMatchObject({
      id: subscriberHash(jane.email),
      list_id: lists.news,
      status: "subscribed",
      merge_fields: { FNAME: "Jane", LNAME: "Roe" },
    });
    const near = full_search.members.map(({ email_address }) => email_address);
    expect(near).toContain("mary-jane@mail.example");
    expect((await found("ruth@mail.example")).exact_matches.members).toEqual([]);
  });

  test("finds a person once for each audience", async () => {
    const { found } = await started();
    const all = await Promise.all(["jane@mail.example", "omar@mail.example", "mary-jane@mail.example", "mary-omar@mail.example"].map(found)); // prettier-ignore
    const audiences = all.flatMap(({ exact_matches }) => exact_matches.members.map(({ list_id }) => list_id));
    expect(audiences.filter((list) => list === lists.news)).toHaveLength(4);
  });
});

describe("an ending", () => {
  test("stop: unsubscribed, and still there", async () => {
    const { as, member } = await started();
    const stopped = await as(member(jane.email), { method: "PATCH", body: JSON.stringify({ status: "unsubscribed" }) });
    expect([stopped.status, stopped.body]).toMatchObject([200, { status: "unsubscribed" }]);
    expect((await as(member(jane.email))).body).toMatchObject({ status: "unsubscribed", email_address: jane.email });
  });

  test("archive: 204 and the data stays; once is enough", async () => {
    const { as, member } = await started();
    expect((await as(member(jane.email), { method: "DELETE" })).status).toBe(204);
    expect((await as(member(jane.email))).body).toMatchObject({ status: "archived", email_address: jane.email });
    expect((await as(member(jane.email), { method: "DELETE" })).status).toBe(405);
  });

  test("permanent deletion: 204, gone, cannot be imported again, and nobody else is touched", async () => {
    const { vendors, as, member, found } = await started();
    const others = () => (vendors.state("mailchimp") as { members: Member[] }).members.filter(({ email_address, list_id }) => email_address !== jane.email || list_id !== lists.news); // prettier-ignore
    const before = structuredClone(others());
    const erase = () => as(`${member(jane.email)}/actions/delete-permanent`, { method: "POST" });
    expect((await erase()).status).toBe(204);
    expect((await erase()).status).toBe(404);
    expect((await as(member(jane.email))).status).toBe(404);
    expect((await found(jane.email)).exact_matches.members.filter(({ list_id }) => list_id === lists.news)).toEqual([]);
    expect(others()).toEqual(before);
    const back = await as(`/3.0/lists/${lists.news}/members`, withJson({ email_address: jane.email, status: "subscribed" })); // prettier-ignore
    expect([back.status, back.body]).toMatchObject([400, { title: "Forgotten Email Not Subscribed" }]);
    const known = await as(`/3.0/lists/${lists.news}/members`, withJson({ email_address: "omar@mail.example" }));
    expect(known.body).toMatchObject({ title: "Member Exists" });
    const fresh = await as(`/3.0/lists/${lists.news}/members`, withJson({ email_address: "ruth@mail.example" }));
    expect([fresh.status, fresh.body]).toMatchObject([200, { id: subscriberHash("ruth@mail.example") }]);
  });

  test("correction: names, and an address under which the member has another id", async () => {
    const { as, member } = await started();
    const body = { email_address: "jane.roe@mail.example", merge_fields: { LNAME: "Roth" } };
    const changed = await as(member(jane.email), { method: "PATCH", body: JSON.stringify(body) });
    expect(changed.body).toMatchObject({ full_name: "Jane Roth", id: subscriberHash("jane.roe@mail.example") });
    expect((await as(member(jane.email))).status).toBe(404);
    expect((await as(member("jane.roe@mail.example"))).status).toBe(200);
  });
});

describe("an error", () => {
  test.each([
    ["without the key", "/3.0/ping", { headers: { authorization: "" } }, 401, "API Key Invalid"],
    ["unknown member", `/3.0/lists/${lists.news}/members/${"0".repeat(32)}`, {}, 404, "Resource Not Found"],
    ["unknown path", "/3.0/nowhere", {}, 404, "Resource Not Found"],
    ["method", "/3.0/search-members", { method: "DELETE" }, 405, "Method Not Allowed"],
    ["nothing asked", "/3.0/search-members", {}, 400, "Invalid Resource"],
    ["no state", `/3.0/lists/${lists.news}/members/${subscriberHash(jane.email)}`, { method: "PATCH", body: '{"status":"gone"}' }, 400, "Invalid Resource"], // prettier-ignore
  ] as const)("is a problem document: %s", async (_, path, init, status, title) => {
    const { as } = await started();
    const answer = await as(path, init);
    expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect([answer.status, answer.body]).toMatchObject([status, { status, title, type: expect.any(String) }]);
  });

  test("comes when more than ten calls run at once", async () => {
    const { as } = await started({ milliseconds: 150 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => as("/3.0/ping")));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(statuses.slice(10)).toEqual([429, 429]);
    expect(answers.every(({ headers }) => headers.get("retry-after") === null)).toBe(true);
  });

  test("at high volume is a bare 403, and over in a minute", async () => {
    const { vendors, as } = await started({ perMinute: 2 });
    await as("/3.0/ping");
    await as("/3.0/ping");
    const bare = await as("/3.0/ping");
    expect([bare.status, bare.text]).toEqual([403, ""]);
    vendors.advance(60_000);
    expect((await as("/3.0/ping")).status).toBe(200);
  });
});
