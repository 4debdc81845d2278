/** The stand-in of Google Analytics: deletion without a job, by the clock; reasons of refusals; quotas. */
import { expect, test } from "vitest";
import { deletionScope, googleAnalytics, property, type DeletionRequest, type User } from "./google-analytics";
import { vendorsFor, withForm, withJson } from "./vendors.fixture";

const client = { clientId: "shop", clientSecret: "google-secret", refreshToken: "1//refresh" };
const grant = { grant_type: "client_credentials", client_id: client.clientId, client_secret: client.clientSecret };
const path = "/analytics/v3/userDeletion/userDeletionRequests:upsert";
const about = (userId: string, propertyId: string | undefined = property, type = "USER_ID") => ({
  kind: "analytics#userDeletionRequest",
  id: { type, userId },
  propertyId,
});

async function started(scope = deletionScope) {
  const { vendors, call } = await vendorsFor(googleAnalytics(client));
  const { body } = await call("/token", withForm({ ...grant, scope }));
  const as = { authorization: `Bearer ${String(body.access_token)}` };
  const state = () => vendors.state("google-analytics") as { users: User[]; deletion_requests: DeletionRequest[] };
  const erase = (body: object) => call(path, withJson(body, as));
  const reason = async (body: object) => {
    const answer = await erase(body);
    const error = answer.body.error as unknown as { code: number; errors: { reason: string }[] } | undefined;
    return [answer.status, error?.errors[0]?.reason, error?.code];
  };
  return { vendors, call, state, erase, reason };
}

test("a deletion is confirmed with its instant and lands within 72 hours; asking again is one request", async () => {
  const { vendors, state, erase } = await started();
  expect(state().users.map(({ user_id }) => user_id)).toEqual(["g-jane", "g-omar"]);
  const { status, body } = await erase(about("g-jane"));
  expect([status, body]).toMatchObject([200, { ...about("g-jane"), deletionRequestTime: expect.any(String) }]);
  vendors.advance(71 * 3_600_000);
  expect(state().users).toHaveLength(2);
  // The token of before has run out by now.
  expect((await erase(about("g-jane"))).status).toBe(401);
  vendors.advance(3_600_000);
  expect(state().users.map(({ user_id }) => user_id)).toEqual(["g-omar"]);
  expect(state().deletion_requests).toMatchObject([{ type: "USER_ID", id: "g-jane" }]);
});

test("a number of the browser works too, and one that nobody has is taken all the same", async () => {
  const { vendors, state, erase } = await started();
  const omar = state().users[1]!;
  expect((await erase(about(omar.client_id, property, "CLIENT_ID"))).status).toBe(200);
  expect((await erase(about("nobody"))).status).toBe(200);
  vendors.advance(72 * 3_600_000);
  expect(state().users.map(({ user_id }) => user_id)).toEqual(["g-jane"]);
});

test("refusals name their reason", async () => {
  const { call, reason } = await started();
  expect(await reason(about("g-jane", "999"))).toEqual([403, "insufficientPermissions", 403]);
  expect(await reason({ ...about("g-jane"), propertyId: undefined })).toEqual([400, "required", 400]);
  expect(await reason(about("g-jane", property, "EMAIL"))).toEqual([400, "invalidParameter", 400]);
  expect((await call(path, withJson(about("g-jane")))).body).toMatchObject({ error: { errors: [{ reason: "invalidCredentials" }] } }); // prettier-ignore
  expect((await call("/token", withForm({ ...grant, client_secret: "wrong" }))).body).toMatchObject({ error: "invalid_client" }); // prettier-ignore
  const reader = await started("https://www.googleapis.com/auth/analytics.readonly");
  expect(await reader.reason(about("g-jane"))).toEqual([403, "insufficientPermissions", 403]);
  expect(reader.state().deletion_requests).toEqual([]);
});

test("a refresh token gets a token as well, a revoked one none", async () => {
  const { call } = await started();
  const refresh = (refresh_token: string) =>
    call("/token", withForm({ ...grant, grant_type: "refresh_token", refresh_token, scope: deletionScope }));
  const { body } = await refresh("1//refresh");
  const as = { authorization: `Bearer ${String(body.access_token)}` };
  expect((await call(path, withJson(about("g-jane"), as))).status).toBe(200);
  expect(await refresh("1//revoked")).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("throttling comes as 403: by the second, and by the day", async () => {
  const { vendors, erase, reason } = await started();
  vendors.setClock(new Date("2026-11-23T12:00:00Z"));
  for (const user of ["a", "b", "c"]) expect((await erase(about(user))).status).toBe(200);
  expect(await reason(about("d"))).toEqual([403, "rateLimitExceeded", 403]);
  vendors.advance(2_000);
  expect((await erase(about("d"))).status).toBe(200);
}, 30_000);

test("the 501st call of a day is refused until the next day", async () => {
  const standIn = googleAnalytics(client);
  const asked = (path: string, body: string, headers = {}) => ({ method: "POST", path, query: new URLSearchParams(), headers, body: Buffer.from(body) }); // prettier-ignore
  let now = new Date("2026-11-23T00:10:00Z").getTime();
  const erase = async (user: string) => {
    const token = await standIn.answer(asked("/token", new URLSearchParams(grant).toString()), new Date(now));
    const headers = { authorization: `Bearer ${(token.body as { access_token: string }).access_token}` };
    return standIn.answer(asked(path, JSON.stringify(about(user)), headers), new Date(now));
  };
  for (let call = 0; call < 500; call++, now += 60_000) expect((await erase(`u${call}`)).status).toBe(200);
  expect(await erase("late")).toMatchObject({ status: 403, body: { error: { errors: [{ reason: "dailyLimitExceeded" }] } } }); // prettier-ignore
  now = new Date("2026-11-24T00:00:01Z").getTime();
  expect((await erase("late")).status).toBe(200);
});
