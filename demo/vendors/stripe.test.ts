/** Stripe's stand-in: exact search, deleting that is no erasing, redaction jobs with their states and locks. */
import { describe, expect, test } from "vitest";
import { customerId, stripe, type Customer, type PaymentMethod } from "./stripe";
import { vendorsFor, withForm } from "./vendors.fixture";

const as = { authorization: "Bearer sk_test_1", "stripe-version": "2026-10-28.preview" };
const [jane, omar] = [customerId("KW-1"), customerId("KW-2")];
const jobs = "/v1/privacy/redaction_jobs";
const second = 1000;

async function started(options: Partial<Parameters<typeof stripe>[0]> = {}) {
  const { vendors, call } = await vendorsFor(stripe({ key: "sk_test_1", takes: 10 * second, ...options }));
  vendors.setClock(new Date("2026-11-23T12:00:00Z"));
  const see = (path: string) => call(path, { headers: as });
  const post = (path: string, fields: Record<string, string> = {}, headers = {}) =>
    call(path, withForm(fields, { ...as, ...headers }));
  const state = () => vendors.state("stripe") as { customers: Customer[]; payment_methods: PaymentMethod[] };
  const order = async (...ids: string[]) =>
    String((await post(jobs, Object.fromEntries(ids.map((id, at) => [`objects[customers][${at}]`, id])))).body.id);
  const status = async (id: string) => String((await see(`${jobs}/${id}`)).body.status);
  return { vendors, call, see, post, state, order, status };
}

describe("customers", () => {
  test("are found by the exact address, and minds capitals", async () => {
    const { see } = await started();
    const found = async (email: string) => (await see(`/v1/customers?email=${email}`)).body.data;
    expect(await found("jane@mail.example")).toMatchObject([
      { id: jane, name: "Jane Roe", metadata: { account: "KW-1" } },
    ]);
    expect(await found("omar@mail.example")).toEqual([]);
    expect(await found("Omar@Mail.example")).toMatchObject([{ id: omar }]);
  });

  test("come page by page, with their cards", async () => {
    const { see, post } = await started();
    const first = (await see("/v1/customers?limit=1")).body as unknown as { has_more: boolean; data: { id: string }[] };
    expect(first).toMatchObject({ object: "list", has_more: true, data: [{ id: jane }] });
    const next = await see(`/v1/customers?limit=1&starting_after=${first.data[0]?.id}`);
    expect(next.body).toMatchObject({ has_more: false, data: [{ id: omar }] });
    const cards = (await see(`/v1/customers/${omar}/payment_methods`)).body.data as unknown as { id: string }[];
    expect(cards).toMatchObject([{ metadata: { shop_token: "tok_omar" } }, { metadata: { shop_token: "tok_omar2" } }]);
    expect((await post(`/v1/payment_methods/${cards[0]?.id}/detach`)).status).toBe(200);
    expect((await see(`/v1/customers/${omar}/payment_methods`)).body.data).toHaveLength(1);
    expect((await post(`/v1/customers/${omar}`, { email: "o@mail.example" })).body).toMatchObject({ email: "o@mail.example" }); // prettier-ignore
  });

  test("that were deleted can still be retrieved, and Stripe still holds what it knew", async () => {
    const { call, see, state } = await started();
    const deleted = { id: jane, object: "customer", deleted: true };
    expect((await call(`/v1/customers/${jane}`, { method: "DELETE", headers: as })).body).toEqual(deleted);
    expect(await see(`/v1/customers/${jane}`)).toMatchObject({ status: 200, body: deleted });
    expect((await call(`/v1/customers/${jane}`, { method: "DELETE", headers: as })).status).toBe(404);
    expect(state().customers[0]).toMatchObject({ email: "jane@mail.example", deleted: true });
  });
});

describe("a redaction job", () => {
  test("is validated, runs when told to, and redacts its customers and nobody else", async () => {
    const { vendors, post, state, order, status, see } = await started();
    const id = await order(jane);
    expect(await status(id)).toBe("created");
    expect((await post(`${jobs}/${id}/run`)).status).toBe(400);
    vendors.advance(10 * second);
    expect(await status(id)).toBe("validating");
    vendors.advance(10 * second);
    expect(await status(id)).toBe("ready");
    vendors.advance(3600 * second);
    expect(await status(id)).toBe("ready");
    expect((await post(`${jobs}/${id}/run`)).body).toMatchObject({ status: "redacting" });
    const before = structuredClone(state());
    vendors.advance(10 * second);
    expect(await status(id)).toBe("succeeded");
    expect(state().customers).toMatchObject([{ id: jane, email: null, name: null, account: null, redacted: true }, before.customers[1]!]); // prettier-ignore
    expect(state().payment_methods).toEqual(before.payment_methods.slice(1));
    expect((await see("/v1/customers?email=jane@mail.example")).body.data).toEqual([]);
    expect((await post(`${jobs}/${id}/cancel`)).status).toBe(400);
  });

  test("that is cancelled lets its customers go; another cannot have them before", async () => {
    const { vendors, see, post, order, status } = await started();
    const first = await order(jane);
    const later = await order(jane, omar);
    vendors.advance(20 * second);
    expect([await status(first), await status(later)]).toEqual(["ready", "failed"]);
    expect((await see(`${jobs}/${later}/validation_errors`)).body.data).toMatchObject([
      { code: "locked_by_other_job", erroring_object: { id: jane } },
    ]);
    await post(`${jobs}/${first}/cancel`);
    vendors.advance(10 * second);
    expect(await status(first)).toBe("canceled");
    expect((await post(`${jobs}/${later}/validate`)).body).toMatchObject({ status: "validating" });
    vendors.advance(10 * second);
    expect(await status(later)).toBe("ready");
  });

  test("fails with more than ten customers, and with a payment that is still open", async () => {
    const { vendors, see, post, order, status } = await started({ openPayments: [omar] });
    const many = await order(...Array.from({ length: 11 }, () => jane));
    vendors.advance(20 * second);
    expect(await status(many)).toBe("failed");
    expect((await see(`${jobs}/${many}/validation_errors`)).body.data).toMatchObject([{ code: "too_many_objects" }]);
    await post(`${jobs}/${many}/cancel`);
    vendors.advance(10 * second);
    const open = await order(omar);
    vendors.advance(20 * second);
    expect((await see(`${jobs}/${open}/validation_errors`)).body.data).toMatchObject([{ code: "invalid_state" }]);
    expect((await see(jobs)).body).toMatchObject({ data: [{ id: open }, { id: many, status: "canceled" }] });
  });

  test("is ordered once under one key, and the key is for this request only", async () => {
    const { vendors, see, post } = await started();
    const key = { "idempotency-key": "k1" };
    const fields = { "objects[customers][]": jane };
    const first = await post(jobs, fields, key);
    const again = await post(jobs, fields, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect((await see(jobs)).body.data).toHaveLength(1);
    const other = await post(jobs, { "objects[customers][]": omar }, key);
    expect([other.status, other.body]).toMatchObject([400, { error: { type: "idempotency_error" } }]);
    vendors.advance(86_400_000);
    await post(jobs, fields, key);
    expect((await see(jobs)).body.data).toHaveLength(2);
  });

  test("is there for accounts in the preview and under a preview version only", async () => {
    const { call, order } = await started();
    expect((await call(jobs, { headers: { authorization: as.authorization } })).status).toBe(404);
    expect(await order(jane)).toMatch(/^rj_/);
    const closed = await started({ preview: false });
    expect((await closed.see(jobs)).body).toMatchObject({ error: { type: "invalid_request_error" } });
  });
});

test("errors have a type and a message", async () => {
  const { call, see, post } = await started();
  const error = { type: "invalid_request_error", message: expect.any(String) };
  expect(await call("/v1/customers")).toMatchObject({ status: 401, body: { error } });
  expect(await see("/v1/customers/cus_0")).toMatchObject({ status: 404, body: { error: { ...error, code: "resource_missing" } } }); // prettier-ignore
  expect(await post(jobs, { "objects[customers][]": "cus_0" })).toMatchObject({ status: 404, body: { error } });
  expect(await see("/v1/customers?limit=0")).toMatchObject({ status: 400, body: { error } });
  expect(await post(jobs)).toMatchObject({ status: 400, body: { error } });
});
