/** What Zendesk does in its own time, half, or without saying so; and files that do not come as they should. */
import { describe, expect, test } from "vitest";
import type { Failure } from "../../../demo/vendors/stand-in";
import { all, listed, readAll } from "./desk.fixture";
import { count, desk, eachWithItsOwnDesk, end, erase, fault, reborn, trouble } from "./faults.fixture";

eachWithItsOwnDesk();

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
      waits.push(Math.round((Date.parse(underWay?.askAgain ?? "") - Date.parse(desk.now())) / 1_000));
      desk.pass(underWay?.askAgain ?? "");
    }
    expect(waits.toSorted((one, other) => one - other)).toEqual(waits);
    expect(waits.at(-1)).toBeGreaterThan(60);
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

test("a profile is gone when the helpdesk itself says so, not when another application is done with it", async () => {
  const items = (await listed(desk.source, "profile")).filter(({ key }) => key === "900002");
  const at = desk.now();
  const statuses = [
    { action: "request_deletion", application: "all", created_at: at },
    { action: "complete", application: "explore", created_at: at },
  ];
  const body = { compliance_deletion_statuses: statuses, meta: { has_more: false, after_cursor: null } };
  fault("GET /api/v2/users/900002/compliance", { kind: "answer", status: 200, body });
  expect(await erase(items)).toMatchObject({ done: 0, underWay: { count: 1 } });
  expect(await erase(items, reborn())).toEqual({ done: 1, gone: 0, held: 0 });
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

  test("have an end, in bytes and in time", async () => {
    const open = async (limits: Parameters<typeof desk.again>[0]) => {
      const source = desk.again(limits);
      const [record] = (await readAll(source, "contract")).filter(({ attachments }) => attachments);
      return record?.attachments?.[0]?.open() ?? ([][Symbol.iterator]() as never);
    };
    const large = await open({ limits: { fileBytes: 39_999 } });
    expect((await trouble(all(large)))[0]).toBe("unexpected-answer");
    const slow = await open({ limits: { file: 500, idle: 5_000 } });
    fault("GET /files", { kind: "drip" });
    expect((await trouble(all(slow)))[0]).toBe("timeout");
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
