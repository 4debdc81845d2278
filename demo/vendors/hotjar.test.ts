/** Hotjar's stand-in: the token, the one endpoint with two effects, and its errors. */
import { expect, test } from "vitest";
import { hotjar, organization, site, type Visitor } from "./hotjar";
import { vendorsFor, withForm, withJson } from "./vendors.fixture";

const client = { clientId: "shop", clientSecret: "hotjar-secret" };
const grant = { grant_type: "client_credentials", client_id: client.clientId, client_secret: client.clientSecret };
const path = `/v1/organizations/${organization}/user-lookup`;

async function started(plan?: "business") {
  const { vendors, call } = await vendorsFor(hotjar({ ...client, plan }));
  const token = async () => {
    const { body } = await call("/v1/oauth/token", withForm(grant));
    return { authorization: `Bearer ${String(body.access_token)}` };
  };
  const visitors = () => (vendors.state("hotjar") as { visitors: Visitor[] }).visitors;
  return { vendors, call, token, visitors };
}
const lookup = (remove: unknown, who: object = { data_subject_site_id_to_user_id_map: { [site]: "h-jane" } }) => ({
  ...who,
  delete_all_hits: remove,
});

test("a lookup changes nothing, a deletion removes the person and nobody else, twice is harmless", async () => {
  const { call, token, visitors } = await started();
  const as = await token();
  const before = structuredClone(visitors());
  expect(before.map(({ user_id }) => user_id)).toEqual(["h-jane", "h-omar"]);
  const looked = await call(path, withJson(lookup(false), as));
  expect([looked.status, looked.body]).toMatchObject([200, { status: "ok" }]);
  expect(visitors()).toEqual(before);
  expect((await call(path, withJson(lookup(true, { data_subject_site_id_to_user_id_map: { other: "h-jane" } }), as))).status).toBe(200); // prettier-ignore
  expect(visitors()).toEqual(before);
  for (const _ of [1, 2]) expect((await call(path, withJson(lookup(true), as))).status).toBe(200);
  expect(visitors()).toEqual(before.slice(1));
});

test("an address matches only who gave it in a survey", async () => {
  const { call, token, visitors } = await started();
  const as = await token();
  const gave = visitors().map(({ survey_email }) => survey_email);
  for (const email of ["JANE@mail.example", "omar@mail.example"])
    await call(path, withJson(lookup(true, { data_subject_email: email }), as));
  expect(visitors()).toHaveLength(gave.filter((email) => email === null).length);
});

test("a token is for the right client only and lives an hour", async () => {
  const { vendors, call, token } = await started();
  expect((await call("/v1/oauth/token", withForm({ ...grant, client_secret: "wrong" }))).status).toBe(401);
  expect((await call("/v1/oauth/token", withForm({ ...grant, grant_type: "password" }))).status).toBe(400);
  const issued = await call("/v1/oauth/token", withForm(grant));
  expect(issued.body).toMatchObject({ token_type: "Bearer", expires_in: 3600, access_token: expect.any(String) });
  const as = await token();
  expect((await call(path, withJson(lookup(false), as))).status).toBe(200);
  vendors.advance(3_600_001);
  expect((await call(path, withJson(lookup(false), as))).status).toBe(401);
  expect((await call(path, withJson(lookup(false), await token()))).status).toBe(200);
});

test("errors: no token, another organization, no plan, a body that is none", async () => {
  const { call, token } = await started();
  const as = await token();
  expect((await call(path, withJson(lookup(false)))).status).toBe(401);
  expect((await call("/v1/organizations/1/user-lookup", withJson(lookup(false), as))).status).toBe(404);
  expect((await call(path, withJson(lookup("true"), as))).status).toBe(400);
  expect((await call(path, withJson(lookup(true, {}), as))).status).toBe(400);
  expect((await call(path, { method: "POST", body: "{", headers: as })).status).toBe(400);
  const small = await started("business");
  expect((await small.call(path, withJson(lookup(false), await small.token()))).status).toBe(403);
});

test("more than 3000 requests in a minute are too many", async () => {
  const { standIn, asked } = { standIn: hotjar(client), asked: { method: "GET", path: "/", query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) } }; // prettier-ignore
  const now = new Date("2026-11-23T12:00:00Z");
  for (let call = 0; call < 3000; call++) await standIn.answer(asked, now);
  expect((await standIn.answer(asked, now)).status).toBe(429);
  expect((await standIn.answer(asked, new Date(now.getTime() + 60_000))).status).toBe(404);
});
