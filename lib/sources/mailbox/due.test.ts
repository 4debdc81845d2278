/** Messages whose time has come: by the exact instant, by their exchange, bounded, resumable. */
import { afterEach, expect, test } from "vitest";
import type { Due, Item, Spared } from "../source";
import { all, box, mail, openPost, policy, support, type Post } from "./mailbox.fixture";

let post: Post;
afterEach(() => post.close());

const cutoff = "2026-03-31T22:00:00.000Z";
const rules = policy.categories["contact-email"]?.rules ?? [];
const rule = rules[0]?.id ?? "";
const asked = (more: Partial<Due> = {}): Due => ({ category: "contact-email", rule, cutoff, after: null, limit: 100, ...more }); // prettier-ignore
const due = async (more: Partial<Due> = {}) => (await all(post.source.due!(asked(more)))).map(({ key }) => key);
const old = (more: Parameters<typeof mail>[0] = {}) => mail({ at: "2026-01-05T08:00:00.000Z", ...more });

test("what came before the instant is due, and nothing that came at it or later", async () => {
  post = await openPost([
    old({ at: "2026-03-31T21:59:59.000Z" }),
    old({ at: cutoff }),
    old({ at: "2026-04-01T08:00:00.000Z" }),
    old({ folder: "Closed/2026" }),
    old(),
  ]);
  expect(await due()).toEqual(["INBOX/1/1", "INBOX/1/4"]);
  expect(
    await due({ category: "support-ticket", rule: policy.categories["support-ticket"]?.rules[0]?.id ?? "" }),
  ).toEqual(["Closed/2026/2/1"]);
  expect(await due({ rule: "another" })).toEqual([]);
  expect(await due({ category: "account" })).toEqual([]);
});

test("an exchange that went on, even in another folder, is not over", async () => {
  post = await openPost([
    old({ id: "<1@mail.example>" }),
    old({ id: "<2@klangwerk.example>", from: support, inReplyTo: "<1@mail.example>" }),
    old({ id: "<3@mail.example>" }),
    mail({ folder: "Closed/2026", id: "<4@mail.example>", inReplyTo: "<2@klangwerk.example>" }),
  ]);
  expect(await due()).toEqual(["INBOX/1/3"]);
});

test("what is paused stays", async () => {
  post = await openPost([old({ flags: ["$rightfulpaused"] }), old({ flags: ["\\Seen", "$RightfulLocked"] })]);
  expect(await due()).toEqual(["INBOX/1/2"]);
});

test("so many at once, on after the last; what was erased is not due again, and what is not due stays", async () => {
  post = await openPost([...Array.from({ length: 25 }, () => old()), mail()]);
  const seen: string[] = [];
  for (let after: Due["after"] = null; ;) {
    const items: Item[] = await all(post.source.due!(asked({ after, limit: 10 })));
    if (items.length === 0) break;
    expect(items.length).toBeLessThanOrEqual(10);
    seen.push(...items.map(({ key }) => key));
    after = items.at(-1) ?? null;
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => `INBOX/1/${at + 1}`));
  const items = await all(post.source.due!(asked()));
  expect(await post.source.write!("erase", items, "night")).toEqual({ done: 25, gone: 0, held: 0 });
  expect(await due()).toEqual([]);
  expect(post.server.folders().get("INBOX")?.messages).toHaveLength(1);
});

test("of people who are spared stays every message with an address of theirs in its headers; of a renumbered folder, all", async () => {
  const friend = { name: "A Friend", email: "friend@mail.example" };
  post = await openPost([
    old(),
    old({ from: friend }),
    old({ from: friend, cc: [box] }),
    old({ from: support, to: [friend, box] }),
    old({ from: { name: "Kim", email: "notkim@mail.example" } }),
    old({ folder: "Closed/2026", from: friend }),
  ]);
  const items = [
    ...(await all(post.source.due!(asked()))),
    { part: "Closed/2026", key: "Closed/2026/2/1", version: "" },
  ];
  expect(items).toHaveLength(6);
  const stay = async (more: Partial<Spared>) =>
    (await post.source.ofSpared!(items, { accounts: [], addresses: [], unaddressed: false, ...more })).map(
      ({ key }) => key,
    );
  expect(await stay({ addresses: ["KIM@mail.example "] })).toEqual(["INBOX/1/1", "INBOX/1/3", "INBOX/1/4"]);
  expect(await stay({ addresses: ["friend@mail.example"] })).toHaveLength(4);
  expect(await stay({ accounts: ["KW-1"], addresses: ["im@mail.example"] })).toEqual([]);
  post.server.renumber("Closed/2026");
  expect(await stay({ addresses: ["im@mail.example"] })).toEqual(["Closed/2026/2/1"]);
});
