/** Art. 15(1): what is held, asked live: all at once, or each source as it answers. The slow system is a shop with a locked table. */
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { joinedParts, joinedWithin, preview, previewInParts, type Preview } from "./preview";

let portal: Portal;
let ana: Actor;

beforeAll(async () => {
  portal = await startPortal("preview");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
}, 120_000);
afterAll(() => portal.close());

const inOrder = ({ drafts, unreachable }: Preview) => ({
  drafts: drafts
    .map(({ source, category, action, norm, until, count }) => [source, category, action, norm, until, count].join())
    .toSorted(),
  unreachable,
});

test("source by source says what the whole says", async () => {
  const whole = await preview(ana, "access", null);
  expect(whole.drafts.length).toBeGreaterThan(10);
  expect(inOrder(await joinedParts(await previewInParts(ana)))).toEqual(inOrder(whole));
});

test("what is held takes at most three statements for each table of the shop, and five of the portal’s own for all of them together", async () => {
  await joinedParts(await previewInParts(ana));
  const sent = vi.spyOn(pg.Client.prototype, "query");
  const { drafts } = await joinedParts(await previewInParts(ana));
  const asked = new Map<string, string[]>();
  for (const [index, call] of sent.mock.calls.entries()) {
    const [query] = call as unknown[];
    const text = typeof query === "string" ? query : (query as { text?: string } | undefined)?.text;
    // What opens, ends and names a transaction asks for nothing.
    if (!text || /^\s*(BEGIN|COMMIT|ROLLBACK|SET|START)\b|set_config/.test(text)) continue;
    const { database = "" } = sent.mock.contexts[index] as unknown as pg.Client;
    asked.set(database, [...(asked.get(database) ?? []), text]);
  }
  sent.mockRestore();
  expect(drafts.length).toBeGreaterThan(10);
  const shop = new URL(portal.shopUrl).pathname.slice(1);
  const [own, ...more] = [...asked.keys()].filter((database) => database !== shop);
  expect(more).toEqual([]);
  const { shop: mapped } = policy().sources;
  const tables = mapped && "tables" in mapped ? Object.keys(mapped.tables) : [];
  expect(asked.get(shop)?.length).toBeLessThanOrEqual(3 * tables.length);
  // The clock, what holds and pauses there are, and two for tax years.
  expect(asked.get(own as string)).toHaveLength(5);
});

test("a system that is slow is waited for no longer than was said, and is there in the end", async () => {
  const slow = new pg.Client(portal.shopUrl);
  await slow.connect();
  await slow.query("BEGIN");
  await slow.query("LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE");
  try {
    const parts = await previewInParts(ana);
    expect(await joinedWithin(200, parts)).toBeNull();
    await slow.query("ROLLBACK");
    expect(inOrder(await joinedParts(parts))).toEqual(inOrder(await preview(ana, "access", null)));
  } finally {
    await slow.end();
  }
});

test("a system that is away is named, and the others answer", async () => {
  const { rows } = await portal.shop.query<{ name: string }>("SELECT quote_ident(current_database()) AS name");
  const shop = rows[0]?.name as string;
  await portal.shop.query(`REVOKE CONNECT ON DATABASE ${shop} FROM PUBLIC`);
  await portal.shop.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'rightful_source' AND datname = current_database()",
  );
  try {
    const parts = await previewInParts(ana);
    const found = await joinedParts(parts);
    expect(found.unreachable).toEqual(["shop"]);
    expect(found.drafts.map(({ source }) => source)).not.toContain("shop");
  } finally {
    await portal.shop.query(`GRANT CONNECT ON DATABASE ${shop} TO PUBLIC`);
  }
});
