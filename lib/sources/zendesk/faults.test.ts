/** What Zendesk does when it does not do as asked: slow, broken, throttled, half done, or done and not said. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Failure } from "../../../demo/vendors/stand-in";
import { SourceUnreachable, WrongPerson, type Effect, type Item, type Source } from "../source";
import { all, ana, benKnown, freshTools, groups, listed, openDesk, othersOf, readAll, writes, type Desk } from "./desk.fixture"; // prettier-ignore

let desk: Desk;
const said: string[] = [];
beforeEach(async () => {
  for (const channel of ["log", "warn", "error", "info"] as const)
    vi.spyOn(console, channel).mockImplementation((...words) => void said.push(words.join(" ")));
  desk = await openDesk({ jobSeconds: 45 }, { limits: { whole: 600, idle: 600 } });
});
afterEach(async () => {
  await desk.close();
  vi.restoreAllMocks();
});

/** Nobody's address or name stands in an error or in a log (row 16). */
const quiet = (text: string) => expect(text.toLowerCase()).not.toMatch(/ana|souza|mail\.example|900001|mary/);

/** The trouble of a call that fails, and the seconds until one may ask again. */
async function trouble(call: Promise<unknown>): Promise<[string, number | null]> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SourceUnreachable)) throw new Error(`no trouble: ${String(error)}`);
  quiet(`${error.message} ${JSON.stringify(error)} ${String(error.cause)}`);
  quiet(said.join(" "));
  const wait = error.askAgain ? Math.round((error.askAgain.getTime() - Date.parse(desk.now())) / 1_000) : null;
  return [error.trouble, wait];
}

const fault = (on: string, failure: Failure, times = 1) =>
  desk.vendors.fault("zendesk", ...Array.from({ length: times }, () => ({ ...failure, on })));
const erase = (items: Item[], source: Source = desk.source): Promise<Effect> => {
  if (!source.write) throw new Error("this source writes");
  return source.write("erase", items, "operation");
};
/** Another portal process: the same memory, a budget of its own. */
const reborn = () => desk.again({ tools: { ...freshTools(desk), memory: desk.tools.memory } });
const count = (change: string) => desk.state().changes.filter((one) => one.change === change).length;

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

describe("done and not said", () => {
  const lost: [string, string, string][] = [
    ["the deletion of a ticket", "DELETE /api/v2/tickets", "ticket deleted"],
    ["the order to remove tickets", "DELETE /api/v2/deleted_tickets", "removal of tickets ordered"],
    ["the deletion of a profile", "DELETE /api/v2/users", "user deleted"],
    ["the order to remove a profile", "DELETE /api/v2/deleted_users", "removal of user ordered"],
  ];
  test.each(lost)("%s is looked up, not repeated", async (_, on, change) => {
    const items = await listed(desk.source);
    fault(on, { kind: "lost-answer" });
    expect((await trouble(erase(items)))[0]).toBe("unknown-outcome");
    let effect = await erase(items, reborn());
    for (; effect.underWay; effect = await erase(items, reborn())) desk.pass(effect.underWay.askAgain);
    expect(effect.held).toBe(0);
    const records = desk.state().changes.filter((one) => one.change === change).map(({ record }) => record);
    expect(records.length).toBeGreaterThan(0);
    expect(new Set(records).size).toBe(records.length);
    expect(await reborn().left("erase", items)).toBe(0);
  }); // prettier-ignore
});

describe("jobs", () => {
  const end = async (items: Item[]): Promise<Effect> => {
    let effect = await erase(items, reborn());
    for (; effect.underWay; effect = await erase(items, reborn())) desk.pass(effect.underWay.askAgain);
    return effect;
  };

  test("one ticket of three that cannot be removed is held, and the next run touches it alone", async () => {
    const items = (await listed(desk.source, "contract")).slice(0, 3);
    const [first] = items;
    desk.state().stuck.push(Number(first?.key));
    expect(await end(items)).toMatchObject({ held: 1 });
    expect(await reborn().left("erase", items)).toBe(1);
    desk.state().stuck.length = 0;
    expect(await end(items)).toMatchObject({ held: 0 });
    const orders = desk.state().changes.filter(({ change }) => change === "removal of tickets ordered");
    expect(orders.map(({ record }) => record)).toEqual([
      items
        .map(({ key }) => key)
        .toSorted()
        .join(),
      first?.key,
    ]);
  });

  test("what is under way is left, and asked for more and more rarely until a day that stands", async () => {
    const items = await listed(desk.source, "question");
    const started = await erase(items);
    expect(started).toMatchObject({ done: 0, gone: 0, held: 0, underWay: { count: items.length } });
    expect(await desk.source.left("erase", items)).toBe(items.length);
    const running: Failure = { kind: "answer", status: 200, body: { job_status: { id: "x", status: "working", results: null } } }; // prettier-ignore
    const waits: number[] = [];
    for (let poll = 0; poll < 6; poll += 1) {
      fault("GET /api/v2/job_statuses", running);
      const { underWay } = await erase(items, reborn());
      expect(underWay?.by).toBe(started.underWay?.by);
      waits.push(Date.parse(underWay?.askAgain ?? "") - Date.parse(desk.now()));
      desk.pass(underWay?.askAgain ?? "");
    }
    expect(waits.toSorted((one, other) => one - other)).toEqual(waits);
    expect(waits.at(-1)).toBeGreaterThan(60_000);
    expect(count("removal of tickets ordered")).toBe(1);
  });

  test("a job that failed leaves its tickets, and is ordered again by the next run", async () => {
    const items = await listed(desk.source, "question");
    await erase(items);
    desk.state().jobs.length = 0;
    fault("GET /api/v2/job_statuses", { kind: "answer", status: 200, body: { job_status: { id: "x", status: "failed", results: null } } }); // prettier-ignore
    expect(await erase(items, reborn())).toEqual({ done: 0, gone: 0, held: items.length });
    expect(await end(items)).toMatchObject({ held: 0 });
    expect(count("removal of tickets ordered")).toBe(2);
  });

  test("a job that nobody knows any longer is over: what lies in the bin decides", async () => {
    const items = await listed(desk.source, "question");
    const { underWay } = await erase(items);
    desk.pass(new Date(Date.parse(underWay?.askAgain ?? "") + 4_000_000).toISOString());
    expect(desk.state().jobs).toEqual([]);
    expect(await erase(items, reborn())).toEqual({ done: items.length, gone: 0, held: 0 });
  });

  test("a ticket that a colleague put into the bin is removed as well, and one that is gone is gone", async () => {
    const items = (await listed(desk.source, "contract")).slice(0, 2);
    const state = desk.state();
    const [first, second] = items.map(({ key }) => state.tickets.find(({ id }) => String(id) === key));
    if (first) first.deleted_at = desk.now();
    state.tickets = state.tickets.filter((ticket) => ticket !== second);
    const started = await erase(items);
    expect(started).toMatchObject({ gone: 1, underWay: { count: 1 } });
    expect(await end(items)).toMatchObject({ held: 0 });
    expect(count("ticket deleted")).toBe(0);
    expect(count("ticket removed")).toBe(1);
  });

  test("a profile with a ticket that is not closed is held; once the ticket is, it goes", async () => {
    const items = (await listed(desk.source, "profile")).filter(({ key }) => key === "900001");
    expect(await erase(items)).toEqual({ done: 0, gone: 0, held: 1 });
    expect(await end(await listed(desk.source, "question"))).toMatchObject({ held: 0 });
    expect(await end(items)).toMatchObject({ held: 0 });
    expect(await reborn().left("erase", items)).toBe(0);
  });
});

describe("files", () => {
  const inTicket = async (): Promise<() => AsyncIterable<Uint8Array>> => {
    const [record] = (await readAll(desk.source, "contract")).filter(({ attachments }) => attachments);
    return () => record?.attachments?.[0]?.open() ?? [][Symbol.iterator]() as never;
  }; // prettier-ignore

  test("are read through the redirect that Zendesk gives", async () => {
    const open = await inTicket();
    const bytes = (await all(open())).reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBe(40_000);
  });

  test.each([
    "http://169.254.169.254/latest/meta-data",
    "https://elsewhere.example/file",
    "file:///etc/passwd",
    "http://ana@localhost/",
  ])("are not fetched from %s", async (location) => {
    const open = await inTicket();
    fault("GET /attachments", { kind: "answer", status: 302, headers: { location } });
    expect((await trouble(all(open())))[0]).toBe("unexpected-answer");
  });

  test("redirects have an end, and a file that breaks off is no file", async () => {
    const open = await inTicket();
    fault(
      "GET /attachments",
      { kind: "answer", status: 302, headers: { location: "/zendesk/attachments/token/1/" } },
      9,
    );
    expect((await trouble(all(open())))[0]).toBe("unexpected-answer");
    desk.vendors.clear();
    fault("GET /files", { kind: "truncated" });
    expect((await trouble(all(open())))[0]).toBe("unreachable");
  });
});
