/** What Zendesk does when it does not do as asked: slow, broken, throttled, or with somebody else's records. */
import { describe, expect, test } from "vitest";
import type { Failure } from "../../../demo/vendors/stand-in";
import { WrongPerson } from "../source";
import { ana, benKnown, groups, listed, othersOf, readAll, writes } from "./desk.fixture";
import { count, desk, eachWithItsOwnDesk, erase, fault, reborn, trouble } from "./faults.fixture";

eachWithItsOwnDesk();

describe("asking changes nothing", () => {
  test("locating, listing, reading, comparing and probing write nothing", async () => {
    const items = await listed(desk.source);
    await readAll(desk.source);
    await desk.source.probe();
    for (const writing of ["erase", "restrict", "pause", "lift"] as const) await desk.source.left(writing, items);
    await desk.source.changed(items, "erase");
    expect(items.length).toBe(10);
    expect(writes(desk)).toEqual([]);
  });

  test("somebody unknown is nobody, though the search brings others up", async () => {
    const person = { ...ana, ids: {}, addresses: [{ email: "mail.example", proved: true, held: null }] };
    expect(await groups(desk.source, person)).toEqual([]);
    expect(desk.vendors.log("zendesk").some(({ path }) => path.endsWith("/users/search"))).toBe(true);
  });
});

describe("throttled", () => {
  const tooMany = (after?: string): Failure => ({
    kind: "answer",
    status: 429,
    ...(after === undefined ? {} : { headers: { "retry-after": after } }),
  });

  test("a short wait is waited, in seconds or until a date", async () => {
    const whole = await groups(desk.source);
    fault("GET", tooMany("1"));
    expect(await groups(desk.source)).toEqual(whole);
    fault("GET", tooMany(new Date(Date.now() + 1_000).toUTCString()));
    expect(await groups(desk.source)).toEqual(whole);
  });

  test.each([
    ["600", 600],
    [undefined, 60],
    ["1000000000", 3_600],
    ["soon", 60],
  ])("Retry-After %s: the caller comes again after %s seconds", async (after, seconds) => {
    fault("GET", tooMany(after));
    expect(await trouble(groups(desk.source))).toEqual(["throttled", seconds]);
  });

  test("one short wait after the other is no endless one", async () => {
    fault("GET", tooMany("1"), 4);
    expect((await trouble(groups(desk.source)))[0]).toBe("throttled");
  });

  test("our own budget of removals holds before Zendesk's", async () => {
    const items = await listed(desk.source, "profile");
    const limits = [{ calls: 700, seconds: 600 }];
    for (let call = 0; call < 700; call += 1) await desk.tools.budget.take("zendesk/removals", limits);
    await erase(await listed(desk.source, "question"));
    await erase(await listed(desk.source, "contract"));
    await erase(await listed(desk.source, "contact"));
    const [kind, wait] = await trouble(erase(items));
    expect(kind).toBe("throttled");
    expect(wait).toBeGreaterThan(500);
    expect(count("removal of user ordered")).toBe(0);
    // The stage is kept: the next process goes on with the removal.
    const later = await erase(items, reborn());
    expect(later.done + (later.underWay?.count ?? 0)).toBe(2);
  });
});

const often: [string, Failure, string][] = [
  ...[500, 502, 503, 504].map((status): [string, Failure, string] => [`${status}`, { kind: "answer", status }, "unreachable"]),
  ["reset", { kind: "reset" }, "unreachable"],
  ["truncated", { kind: "truncated" }, "unreachable"],
  ["hang", { kind: "hang" }, "timeout"],
  ["drip", { kind: "drip" }, "timeout"],
]; // prettier-ignore

describe("broken answers", () => {
  test.each(often)("%s once is overcome, three times is trouble", async (_, failure, expected) => {
    const whole = await groups(desk.source);
    fault("GET /api/v2/users/search", failure);
    expect(await groups(desk.source)).toEqual(whole);
    fault("GET /api/v2/users/search", failure, 3);
    expect((await trouble(groups(desk.source)))[0]).toBe(expected);
  });

  const page: Failure = { kind: "answer", status: 200, headers: { "content-type": "text/html" }, body: "<p>ana</p>" };
  const strange: [string, Failure, string][] = [
    ["a page of HTML", page, "unexpected-answer"],
    ["another form", { kind: "answer", status: 200, body: { users: [{ id: "ana" }] } }, "unexpected-answer"],
    ["a bomb", { kind: "gzip-bomb", mebibytes: 300 }, "unexpected-answer"],
    ["a redirect", { kind: "answer", status: 302, headers: { location: "http://169.254.169.254/" } }, "unexpected-answer"],
    ["401", { kind: "answer", status: 401 }, "refused-credentials"],
    ["403", { kind: "answer", status: 403 }, "forbidden"],
  ]; // prettier-ignore
  test.each(strange)("%s is trouble at once", async (_, failure, expected) => {
    fault("GET /api/v2/users/search", failure);
    expect((await trouble(groups(desk.source)))[0]).toBe(expected);
    fault("GET /api/v2/users/me", failure);
    expect(await desk.source.probe()).toEqual([expect.stringContaining("cannot be reached")]);
  });

  test("a wrong token is refused once, not again and again", async () => {
    const source = desk.again({ tools: { ...desk.tools, secret: (name) => (name === "ZENDESK_TOKEN" ? "no" : desk.tools.secret(name)) } }); // prettier-ignore
    const before = desk.vendors.log("zendesk").length;
    expect((await trouble(groups(source)))[0]).toBe("refused-credentials");
    expect(desk.vendors.log("zendesk").length - before).toBe(1);
  });
});

describe("somebody else's records", () => {
  test("a ticket of another requester in an answer stops everything", async () => {
    const ben = desk.state().tickets.filter(({ requester_id }) => requester_id === 900_003);
    fault("GET /api/v2/users/900001/tickets", { kind: "answer", status: 200, body: { tickets: ben, meta: { has_more: false } } }); // prettier-ignore
    await expect(groups(desk.source)).rejects.toThrow(WrongPerson);
  });

  test("another profile than asked for stops everything", async () => {
    fault("GET /api/v2/users/900001", { kind: "answer", status: 200, body: { user: desk.state().users.find(({ email }) => email === benKnown.email) } }); // prettier-ignore
    await expect(groups(desk.source)).rejects.toThrow(WrongPerson);
  });

  test("the namesake whom the search finds stays as she is", async () => {
    const others = othersOf(desk.state());
    expect(others).toContain("mary-ana@mail.example");
    let effect = await erase(await listed(desk.source));
    for (; effect.underWay; effect = await erase(await listed(desk.source), reborn())) desk.pass(effect.underWay.askAgain);
    expect(othersOf(desk.state())).toBe(others);
  }); // prettier-ignore
});
