/** Presets against the stand-ins of their vendors: what is ordered, when it counts as done, and what is never sent. */
import { describe, expect, test } from "vitest";
import { deletionScope, googleAnalytics, property } from "../../../demo/vendors/google-analytics";
import { hotjar, organization, site } from "../../../demo/vendors/hotjar";
import { mailchimp } from "../../../demo/vendors/mailchimp";
import { omar } from "../../../demo/vendors/vendors.fixture";
import type { SourceUnreachable } from "../source";
import { listOf, open, person } from "./http.fixture";
import { category, erase, hour, janes, lookAround, started } from "./vendor.fixture";

describe("Google Analytics", () => {
  const secrets = { GOOGLE_CLIENT_ID: "client", GOOGLE_CLIENT_SECRET: "secret" };
  const auth = { grant: "client_credentials", tokenFrom: "/token", refreshToken: null, scope: deletionScope };
  const google = () =>
    started(
      googleAnalytics({ clientId: "client", clientSecret: "secret" }),
      { preset: "google-analytics", hosts: [], auth, settings: { property }, collections: { user: { category } } },
      secrets,
    );

  test("looking orders nothing, the connection is tested by a token alone", async () => {
    const { source, orders } = await google();
    await lookAround(source);
    expect(orders()).toEqual([]);
  });

  test("nothing is handed out; what is ordered counts as done after 72 hours, by time", async () => {
    const { source, again, orders, pass } = await google();
    const { groups } = await source.locate(janes, {});
    expect(groups).toMatchObject([{ count: 1, unread: true, belongs: "mine" }]);
    const items = await listOf(source, janes);
    const { underWay, ...counts } = await erase(source, items);
    expect(counts).toEqual({ done: 0, gone: 0, held: 0 });
    expect(underWay?.count).toBe(1);
    expect(Math.round((Date.parse(underWay!.by) - Date.now()) / hour)).toBe(72);
    expect(await source.left("erase", items)).toBe(1);
    pass(71 * hour);
    expect(await erase(again(), items)).toMatchObject({ done: 0, underWay: { count: 1 } });
    pass(2 * hour);
    expect(await erase(again(), items)).toEqual({ done: 1, gone: 0, held: 0 });
    expect(await erase(again(), items)).toEqual({ done: 0, gone: 1, held: 0 });
    expect(await source.left("erase", items)).toBe(0);
    expect(orders()).toHaveLength(1);
  });

  test("somebody who came back is erased by a new request", async () => {
    const { source, orders, pass } = await google();
    const before = await listOf(source, janes);
    await erase(source, before);
    pass(73 * hour);
    await erase(source, before);
    const later = await listOf(source, janes);
    expect(later.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
    expect(await source.left("erase", later)).toBe(1);
    expect(await source.changed(before, "erase")).toBe(0);
    expect(await erase(source, later, "op-2")).toMatchObject({ underWay: { count: 1 } });
    // The token of three days ago was refused once.
    expect(orders().map(({ status }) => status)).toEqual([200, 401, 200]);
  });

  test("throttling that comes as a 403 is known by its reason", async () => {
    const { source, vendors, orders } = await google();
    const items = await listOf(source, janes);
    const refused = (reason: string) => ({
      kind: "answer" as const,
      status: 403,
      body: { error: { code: 403, errors: [{ domain: "usageLimits", reason }] } },
      on: "POST /analytics",
    });
    vendors.fault("google-analytics", refused("dailyLimitExceeded"));
    const error = (await erase(source, items).catch((error: unknown) => error)) as SourceUnreachable;
    expect(error).toMatchObject({ trouble: "throttled" });
    expect(error.askAgain!.toISOString()).toMatch(/T0[78]:5\d|T08:0\d/);
    vendors.fault("google-analytics", refused("rateLimitExceeded"));
    expect(await erase(source, items)).toMatchObject({ underWay: { count: 1 } });
    vendors.fault("google-analytics", refused("insufficientPermissions"));
    await expect(erase(source, await listOf(source, person("x@mail.example", omar.ids as never)))).rejects.toMatchObject({ trouble: "forbidden" }); // prettier-ignore
    expect(orders()).toHaveLength(4);
  });

  test("without a number there is nothing to order; a policy can have a person asked", async () => {
    const { source } = await google();
    expect((await source.locate(person("ruth@mail.example"), {})).groups).toEqual([]);
    const collections = { user: { category, askWhenUnknown: true } };
    const asking = open(
      { preset: "google-analytics", base: "https://www.googleapis.com", settings: { property }, collections },
      { ...secrets, GOOGLE_REFRESH_TOKEN: "token" },
    ).source;
    expect((await asking.locate(person("ruth@mail.example"), {})).groups).toMatchObject([
      { count: null, belongs: "ask", doubt: "no-identifier", unread: true },
    ]);
  });
});

describe("Hotjar", () => {
  const start = () =>
    started(
      hotjar({ clientId: "client", clientSecret: "secret" }),
      { preset: "hotjar", settings: { organization, site }, collections: { visitor: { category } } },
      { HOTJAR_CLIENT_ID: "client", HOTJAR_CLIENT_SECRET: "secret", below: "/v1" },
    );

  test("looking never says the word that deletes", async () => {
    const { source, vendors, name } = await start();
    await lookAround(source);
    expect(vendors.log(name).filter(({ body }) => body.includes("delete_all_hits"))).toEqual([]);
  });

  test("deletes one person's hits, once, and nobody else's", async () => {
    const { source, state, orders } = await start();
    const others = () => (state() as { visitors: { user_id: string }[] }).visitors.map(({ user_id }) => user_id);
    const items = await listOf(source, janes);
    expect(await erase(source, items)).toEqual({ done: 1, gone: 0, held: 0 });
    expect(await erase(source, items)).toEqual({ done: 0, gone: 1, held: 0 });
    expect(others()).toEqual(["h-omar"]);
    expect(orders().map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { data_subject_site_id_to_user_id_map: { [site]: "h-jane" }, delete_all_hits: true },
    ]);
  });
});

describe("Mailchimp", () => {
  test("looking writes nothing, and no key is an address or a hash of one", async () => {
    const { source, orders } = await started(
      mailchimp({ key: "key-us1" }),
      { preset: "mailchimp", collections: { member: { category } } },
      { MAILCHIMP_API_KEY: "key-us1", below: "/3.0" },
    );
    await lookAround(source);
    expect(orders()).toEqual([]);
    const items = await listOf(source, janes);
    expect(items.length).toBeGreaterThan(0);
    for (const { key } of items) expect(key).toMatch(/^~[\w-]{60,}$/);
  });
});
