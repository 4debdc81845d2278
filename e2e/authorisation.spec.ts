/**
 * Who gets what, over HTTP and against the built portal: every line of the authorisation table, for every role, on own,
 * foreign and unknown objects. What is foreign is answered exactly like what does not exist. Each role tries a third of the lines
 * a day, another third than its neighbours.
 */
import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { actions, pages, passes, routes, type Line } from "../lib/sign-in/authorisation";
import { builtActions } from "./authorisation";
import { inBatches } from "./in-batches";
import { portalDatabase, type PortalDatabase } from "./portal-database";
import { fill, sendAction } from "./send-action";
import { todaysOf } from "./turn";
import { arrive, everybody, leadsToSignIn, requests, rolesOf, sameOn, type Somebody } from "./visitors";
import { watchWrites, type Watch } from "./watch-writes";
import { unknown, wellFormed } from "./well-formed";
import { portalWithoutProxy, type Portal } from "./without-proxy";
import { expect, test } from "./fixtures";

const { PORTAL_URL = "http://localhost:3000", DEMO_DATA = resolve(import.meta.dirname, "../.data/demo") } = process.env;

let reference = "";
let letter = "";
/** One record of their own, as their own pages name it. */
let code = "";
let database: PortalDatabase;
let watch: Watch;
let bare: Portal;

/** The whole table holds through the portal as it is served, and through one whose `proxy.ts` never runs. */
const doors = { "": () => PORTAL_URL, ", with the proxy switched off": () => bare.url } as const;
type Door = keyof typeof doors;
const everyDoor = Object.keys(doors) as Door[];
/** Everybody through the portal; without the proxy one of each kind: nobody, a customer of other things, a member of staff. */
const behind = (door: Door): readonly Somebody[] => (door === "" ? everybody : ["anonymous", "other", "legal"]);

/** Where a role begins: by the other door it tries other lines. */
const placeOf = (who: Somebody, door: Door): number => everybody.indexOf(who) + everyDoor.indexOf(door);

const get = (who: Somebody, path: string, headers: Record<string, string> = {}, door: Door = "") =>
  requests(who).get(doors[door]() + path, { maxRedirects: 0, headers });

type Sending = { values?: Record<string, string>; door?: Door };
const call = (
  who: Somebody,
  line: string,
  fields: Record<string, string>,
  { values = unknown, door = "" }: Sending = {},
) => sendAction(requests(who), line, { fields, values, portal: doors[door]() });

/** What was refused has changed nothing in the database, not even for a moment. */
const unchanged = async (what: string) => expect(await watch.written(), what).toEqual({});

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  await arrive(browser, everybody);
  const received = await call("own", "receive", { id: randomUUID(), want: "access" });
  reference = /R-[0-9A-Z]{16}/.exec(received.headers().location ?? "")?.[0] ?? "";
  expect(reference, "a request of their own").not.toBe("");
  const page = await (await get("own", `/my/requests/${reference}`)).text();
  letter = /letters\/([0-9a-f-]{36})/.exec(page)?.[1] ?? "";
  const records = await get("own", "/my/correct/order");
  code = /correct\/order\/([\w-]+)/.exec(records.headers().location ?? (await records.text()))?.[1] ?? "";
  expect(code, "a record of their own").not.toBe("");
  bare = await portalWithoutProxy(DEMO_DATA);
  database = await portalDatabase(DEMO_DATA);
  watch = await watchWrites(database.owner);
});

test.afterAll(async () => {
  await watch.end();
  await database.close();
  await bare.stop();
  await call("own", "cancel", { reference }, { values: { reference } });
});

const everyPage = Object.entries<Line>(pages).filter(([path]) => path !== "/_not-found");
// A kind of which nobody here has a record: the page of a kind is no object, and is there all the same.
const plain = everyPage
  .filter(([, { object }]) => object === undefined)
  .map(([path, line]) => [fill(path, { category: "repair-address" }), line] as const);
const withObject = everyPage.filter(([, { object }]) => object !== undefined);

/** Who sees which page and route is asked each time; actions, and the doors without the proxy, when their turn comes. */
const told = (door: string): string => (door === "" ? " @always" : "");

for (const door of everyDoor)
  for (const who of behind(door)) {
    const place = placeOf(who, door);
    test(`${who}: pages are shown, hidden or ask to sign in, as the table says${door}${told(door)}`, async () => {
      await inBatches(todaysOf(plain, place), async ([path, { access }]) => {
        const answer = await get(who, path, {}, door);
        const shown = passes(access, rolesOf(who));
        if (!shown && who === "anonymous") expect(leadsToSignIn(answer), path).toBe(true);
        else expect(`${answer.status()} ${path}`).toBe(`${shown ? 200 : 404} ${path}`);
        expect(answer.headers()["cache-control"], path).toContain("no-store");
        // The policy with its nonce is the proxy's own work.
        if (door === "") expect(answer.headers()["content-security-policy"], path).toMatch(/'nonce-/);
        if (door === "") expect(answer.headers()["content-security-policy"], path).not.toMatch(/unsafe-(inline|eval)/);
      });
      await unchanged("looking at pages");
    });

    test(`${who}: pages of one object are shown to whom it belongs, and foreign is like unknown${door}`, async () => {
      const values = { ...unknown, reference, letter, id: letter, code };
      await inBatches(todaysOf(withObject, place), async ([path, { access }]) => {
        const there = fill(path, values);
        const nowhere = fill(path, unknown);
        const [answer, empty] = [await get(who, there, {}, door), await get(who, nowhere, {}, door)];
        if (who === "anonymous") {
          expect(leadsToSignIn(answer) && leadsToSignIn(empty), path).toBe(true);
          return;
        }
        expect(`${empty.status()} ${path}`).toBe(`404 ${path}`);
        expect(await empty.text(), `${path} can be read without JavaScript`).toContain("</h1>");
        const exists = !/\[(hold|task|entry|mail|matter|extension|group)\]/.test(path);
        const shown = passes(access, rolesOf(who)) && exists && (!path.startsWith("/my/") || who === "own");
        // Nothing of this request waits to be sent: its page leads back to the request.
        const status = shown ? (path.endsWith("/send") ? 307 : 200) : 404;
        expect(`${answer.status()} ${path}`).toBe(`${status} ${path}`);
        if (!shown) expect(await sameOn(answer, values), path).toBe(await sameOn(empty, unknown));
      });
    });
  }

test("no other way of asking opens a page: methods, prefetches and headers that once slipped past", async () => {
  const ways: Record<string, string>[] = [
    { RSC: "1" },
    { RSC: "1", "Next-Router-Prefetch": "1" },
    { RSC: "1", "Next-Router-Segment-Prefetch": "/_tree" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" },
    { "x-nextjs-data": "1" },
    { "x-forwarded-host": "evil.example" },
    { "x-rightful-path": `/my/requests/${reference}` },
  ];
  for (const path of [`/my/requests/${reference}`, `/desk/requests/${reference}`, `/evidence/${reference}`])
    await inBatches(ways, async (headers) => {
      for (const form of [path, `${path}/`, path.replace("/R-", "/%52-"), `${path}.rsc`, `${path}?_rsc=1`]) {
        const answer = await get("other", form, headers);
        const text = await answer.text();
        const where = `${form} ${JSON.stringify(headers)}`;
        expect(answer.status(), where).toBeLessThan(500);
        // The path itself may come back; what the request is about may not.
        expect(text, where).not.toContain("Jonas");
        expect(text, where).not.toMatch(/Received on|Eingegangen am|class="due"/);
      }
    });
  for (const method of ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]) {
    const answer = await requests("other").fetch(`/my/requests/${reference}`, { method, maxRedirects: 0 });
    expect([400, 403, 404, 405, 501], method).toContain(answer.status());
  }
});

test("what is allowed is seen to write @always", async () => {
  await watch.written();
  // Asked again it is a reminder of the request that is open: counted, and told in its evidence.
  await call("own", "receive", { id: randomUUID(), want: "access" });
  expect(Object.keys(await watch.written())).toEqual(expect.arrayContaining(["public.request", "public.event"]));
});

for (const door of everyDoor)
  for (const who of behind(door))
    test(`${who}: actions are refused at their door, and foreign is like unknown behind it${door}`, async () => {
      await watch.written();
      const place = placeOf(who, door);
      const closed = Object.entries<Line>(actions).filter(([, { access }]) => access !== "everyone");
      const refuse = async ([line, { access }]: [string, Line]) => {
        const empty = await call(who, line, {}, { door });
        if (who === "anonymous") expect(leadsToSignIn(empty), line).toBe(true);
        else if (!passes(access, rolesOf(who))) expect(`${empty.status()} ${line}`).toBe(`404 ${line}`);
        // Through the door, but with nothing in the hand: told so, or there is no such page to say it on.
        else expect([200, 404], line).toContain(empty.status());
        const fields = wellFormed[line];
        if (fields && who !== "anonymous")
          expect(`${(await call(who, line, fields, { door })).status()} ${line}`).toBe(`404 ${line}`);
      };
      const names = (batch: readonly [string, unknown][]) => batch.map(([line]) => line).join(", ");
      await inBatches(todaysOf(closed, place), refuse, (batch) => unchanged(names(batch)));
      if (who === "own" || who === "anonymous") return;
      // Not theirs, and not by this door: what exists is answered like what does not.
      const theirs = Object.entries(wellFormed).filter(([line, fields]) => {
        const may = (actions as Record<string, Line>)[line]?.access ?? [];
        const inside = passes(may, rolesOf(who)) && who !== "other" && may !== "everyone" && !may.includes("subject");
        return "reference" in fields && !inside;
      });
      const refuseForeign = async ([line, fields]: [string, Record<string, string>]) => {
        const foreign = await call(who, line, { ...fields, reference }, { values: { ...unknown, reference }, door });
        expect(`${foreign.status()} ${line}`).toBe(`404 ${line}`);
      };
      await inBatches(todaysOf(theirs, place), refuseForeign, (batch) =>
        unchanged(`on a foreign request: ${names(batch)}`),
      );
    });

for (const door of everyDoor)
  for (const who of behind(door))
    test(`${who}: routes are refused at their door, and foreign is like unknown behind it${door}${told(door)}`, async () => {
      await watch.written();
      for (const [line, { access, object, byToken, scope }] of Object.entries<Line>(routes)) {
        if (access === "everyone") continue;
        const [method = "", path = ""] = line.split(" ");
        const send = (values: Record<string, string>) =>
          requests(who).fetch(doors[door]() + fill(path, values), {
            method,
            maxRedirects: 0,
            headers: { Origin: PORTAL_URL },
          });
        const answer = await send({ reference });
        // Says that a key is missing; the older one does not exist without its token.
        if (byToken) expect(answer.status(), line).toBe(scope ? 401 : 404);
        else if (who === "anonymous") {
          expect(method === "GET" ? leadsToSignIn(answer) : answer.status() === 404, line).toBe(true);
        } else if (!passes(access, rolesOf(who))) {
          expect(`${answer.status()} ${line}`).toBe(`404 ${line}`);
        } else if (object && path.startsWith("/api/package") && who !== "own") {
          const none = await send(unknown);
          expect(await sameOn(answer, { reference }), line).toBe(await sameOn(none, unknown));
          expect(answer.status(), line).toBe(404);
        } else {
          expect(answer.status(), line).toBeLessThan(500);
          // An exported bundle is an event of its own.
          await watch.written();
          continue;
        }
        await unchanged(line);
      }
    });

test("lists, searches and counts of one person hold nothing of another @always", async () => {
  for (const path of ["/my", "/my/data", "/my/new", "/my/new?want=erasure"])
    expect(await (await get("other", path)).text(), path).not.toContain(reference);
  expect(await (await get("own", "/my")).text()).toContain(reference);
  for (const path of [`/desk?reference=${reference}`, "/desk", "/evidence", `/evidence?reference=${reference}`])
    for (const who of ["own", "other"] as const) {
      const answer = await get(who, path);
      expect(`${answer.status()} ${path}`).toBe(`404 ${path}`);
      expect(await answer.text(), path).not.toContain("R-");
    }
});

test("whatever does not come from a page of the portal is refused: actions and routes @always", async () => {
  const action = builtActions().find(({ line }) => line === "cancel");
  const origins = [
    undefined,
    "null",
    "",
    "%%%",
    "https://evil.example",
    `${PORTAL_URL}.evil.example`,
    `${PORTAL_URL}/`,
  ];
  for (const origin of origins)
    for (const path of [fill(action?.page ?? "", { reference }), "/api/auth/sign-out", "/api/auth/signin/oidc"]) {
      const answer = await requests("own").post(path, {
        maxRedirects: 0,
        headers: { ...(origin === undefined ? {} : { Origin: origin }), "X-Forwarded-Host": "evil.example" },
        multipart: { [`$ACTION_ID_${action?.hash}`]: "", reference },
      });
      expect(answer.status(), `${path} from ${origin}`).toBe(403);
    }
  // Still there: not cancelled, still signed in.
  expect((await get("own", `/my/requests/${reference}/cancel`)).status()).toBe(200);
});

test("an action called with anything at all never fails", async () => {
  // All of them at once are more than two thousand calls.
  test.setTimeout(480_000);
  const bodies = ["", "[]", "[null]", '["$K1"]', "{", '[{"role":"dpo"}]', "[1,2,3]", '["$F1"]', '["$@0"]', "null"];
  await inBatches(todaysOf(builtActions()), async ({ hash, page, line }) => {
    const path = fill(page, unknown);
    const headers = { Origin: PORTAL_URL, "Next-Action": hash };
    const text = { ...headers, "Content-Type": "text/plain;charset=UTF-8" };
    const all: Parameters<APIRequestContext["post"]>[1][] = [
      ...bodies.map((data) => ({ headers: text, data })),
      ...bodies.map((data) => ({ headers, multipart: { "0": data, "1_x": "y" } })),
      { headers, multipart: { _: "" } },
      { headers: { Origin: PORTAL_URL }, multipart: { $ACTION_REF_1: "", "$ACTION_1:0": "{", address: "x" } },
      {
        headers: { Origin: PORTAL_URL },
        multipart: { [`$ACTION_ID_${hash}`]: "", "$ACTION_1:0": "x", __proto__x: "y" },
      },
      { headers: { Origin: PORTAL_URL }, multipart: { $ACTION_ID_00: "" } },
    ];
    for (const options of all) {
      const answer = await requests("own").post(path, { maxRedirects: 0, ...options });
      expect(answer.status(), `${line} ${JSON.stringify(options)}`).toBeLessThan(500);
    }
  });
});
