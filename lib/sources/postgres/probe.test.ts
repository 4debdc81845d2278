/** `rightful sources test` looks and writes nothing: a probe is one read-only transaction over the catalog. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresSource } from "../postgres";
import { mina, openOtherShop, otherCutoffs, suppressionKey, type OtherShop } from "./other-shop.fixture";

let shop: OtherShop;
beforeAll(async () => {
  shop = await openOtherShop();
  await shop.owner.query(`INSERT INTO crm."Rundbrief" VALUES ('mina@tee.example', 'an')`);
});
afterAll(() => shop.close());

/** A line to the server on which every statement that passes is written down. */
async function tapped() {
  const { hostname, port } = new URL(shop.url);
  const statements: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    sockets.push(client, upstream);
    const read = reader((text) => statements.push(text.trim().replace(/\s+/g, " ")));
    client.on("data", read);
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = new URL(shop.url);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: url.toString(), statements, close };
}

/** Query (Q) and Parse (P) of the frontend protocol, version 3; the first packet of a line has no letter. */
function reader(say: (text: string) => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const head = started ? 1 : 0;
      if (pending.length < head + 4) return;
      const end = head + pending.readUInt32BE(head);
      if (pending.length < end) return;
      const [letter, body] = [String.fromCharCode(pending[0] ?? 0), pending.subarray(head + 4, end)];
      if (started && letter === "Q") say(body.toString().replace(/\0$/, ""));
      if (started && letter === "P") say(body.toString().split("\0")[1] ?? "");
      pending = pending.subarray(end);
      started = true;
    }
  };
}

const written = async (): Promise<unknown> => {
  const { rows } = await shop.owner.query(`
    SELECT (SELECT json_agg(json_build_array(relid::regclass, n_tup_ins, n_tup_upd, n_tup_del) ORDER BY relid)
            FROM pg_stat_user_tables) AS counts,
           (SELECT md5(string_agg(t::text, '|')) FROM crm."Rundbrief" t) AS rows`);
  return rows;
};

test("every statement of a probe is a SELECT between BEGIN READ ONLY and COMMIT, and no row is read or written", async () => {
  const line = await tapped();
  const options = { url: line.url, zone: shop.policy.zone, categories: shop.policy.categories };
  const source = postgresSource("shop", shop.mapping, { ...options, secret: () => suppressionKey });
  const before = await written();
  expect(await source.probe()).toEqual([]);
  const [first, begin, ...rest] = line.statements;
  expect(first).toMatch(/^SELECT set_config\('search_path'/);
  expect(begin).toBe("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  expect(rest.at(-1)).toBe("COMMIT");
  const between = rest.slice(0, -1);
  expect(between.length).toBeGreaterThan(3);
  expect(between.filter((text) => !/^SELECT .* FROM pg_/.test(text))).toEqual([]);
  expect(between.filter((text) => /crm"?\.|sales"?\.|Web Logs"?\./.test(text))).toEqual([]);
  expect(await written()).toEqual(before);
  // The line does see the rest: a search reads rows, and its statements name the tables.
  await source.locate(mina, otherCutoffs);
  expect(line.statements.some((text) => text.includes('"crm"."Rundbrief"'))).toBe(true);
  await source.close();
  line.close();
});

test("a role that can write nothing at all is enough for a probe", async () => {
  const role = `role_${shop.database.name}`;
  await shop.owner.query(`ALTER ROLE ${role} SET default_transaction_read_only = on`);
  const source = shop.open(shop.mapping);
  expect(await source.probe()).toEqual([]);
  await source.close();
  await shop.owner.query(`ALTER ROLE ${role} RESET default_transaction_read_only`);
});
