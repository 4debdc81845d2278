/**
 * Who gets what, over HTTP and against the built portal: every line of the authorisation table, for every role, on own,
 * foreign and unknown objects. What is foreign is answered exactly like what does not exist.
 */
import { randomUUID } from "node:crypto";
import type { APIRequestContext, APIResponse, Browser } from "@playwright/test";
import { actions, pages, passes, routes, type Line } from "../lib/sign-in/authorisation";
import type { Role } from "../lib/actor";
import { builtActions, builtPages, builtRoutes } from "./authorisation";
import { fill, sendAction } from "./send-action";
import { expect, signInAs, test } from "./fixtures";

const { PORTAL_URL = "http://localhost:3000" } = process.env;

/** Two people with one name and birthday: whoever mixes people up mixes up these. */
const people = {
  own: "jonas-north",
  other: "jonas-south",
  reviewer: "rui",
  dpo: "dora",
  legal: "lea",
  operator: "otto",
};
type Somebody = keyof typeof people | "anonymous";
const rolesOf = (who: Somebody): Role[] =>
  who === "anonymous" ? [] : who === "own" || who === "other" ? ["subject"] : [who];
const everybody = ["anonymous", ...Object.keys(people)] as Somebody[];

const at = new Map<Somebody, APIRequestContext>();
const unknown = {
  reference: "R-0000000000000000",
  hold: "00000000-0000-4000-8000-000000000000",
  task: "00000000-0000-4000-8000-000000000000",
  letter: "00000000-0000-4000-8000-000000000000",
  id: "00000000-0000-4000-8000-000000000000",
};
let reference = "";
let letter = "";

const requests = (who: Somebody): APIRequestContext => {
  const context = at.get(who);
  if (!context) throw new Error(`nobody came as ${who}`);
  return context;
};
const get = (who: Somebody, path: string, headers: Record<string, string> = {}) =>
  requests(who).get(path, { maxRedirects: 0, headers });

const call = (who: Somebody, line: string, fields: Record<string, string>, values: Record<string, string> = unknown) =>
  sendAction(requests(who), line, fields, values);

async function arrive(browser: Browser, who: Somebody): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  if (who !== "anonymous") {
    const page = await context.newPage();
    await signInAs(page, people[who]);
    await page.close();
  }
  at.set(who, context.request);
}

/** The way to the sign-in page that every page gives to a stranger. */
const leadsToSignIn = (answer: APIResponse) =>
  [303, 307].includes(answer.status()) && /\/sign-in(\?|$)/.test(answer.headers().location ?? "");

/** What a person gets of a page that does not exist, without what differs on each answer: nonces, keys, the reference. */
async function sameOn(answer: APIResponse, values: Record<string, string>): Promise<string> {
  let text = (await answer.text()).replace(/<script\b[\s\S]*?<\/script>/g, "").replace(/ nonce="[^"]*"/g, "");
  text = text.replace(/<input type="hidden" name="\$ACTION[^>]*>/g, "");
  for (const value of Object.values(values)) text = text.replaceAll(value, "…");
  return `${answer.status()} ${text}`;
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  for (const who of everybody) await arrive(browser, who);
  const received = await call("own", "receive", { id: randomUUID(), want: "access" });
  reference = /R-[0-9A-Z]{16}/.exec(received.headers().location ?? "")?.[0] ?? "";
  expect(reference, "a request of their own").not.toBe("");
  const page = await (await get("own", `/my/requests/${reference}`)).text();
  letter = /letters\/([0-9a-f-]{36})/.exec(page)?.[1] ?? "";
});

test.afterAll(async () => {
  await call("own", "cancel", { reference }, { reference });
});

test("every page, route and action of the build has a line, and no line is left over", () => {
  expect(builtPages()).toEqual(Object.keys(pages).toSorted());
  expect(builtRoutes()).toEqual(Object.keys(routes).toSorted());
  const built = builtActions();
  expect(built.filter(({ line }) => line === null).map(({ where }) => where)).toEqual([]);
  expect([...new Set(built.map(({ line }) => line))].toSorted()).toEqual(Object.keys(actions).toSorted());
});

const plain = Object.entries<Line>(pages).filter(([path]) => !path.includes("[") && path !== "/_not-found");
const withObject = Object.entries<Line>(pages).filter(([path]) => path.includes("["));

for (const who of everybody) {
  test(`${who}: pages are shown, hidden or ask to sign in, as the table says`, async () => {
    for (const [path, { access }] of plain) {
      const answer = await get(who, path);
      const shown = passes(access, rolesOf(who));
      if (!shown && who === "anonymous") expect(leadsToSignIn(answer), path).toBe(true);
      else expect(`${answer.status()} ${path}`).toBe(`${shown ? 200 : 404} ${path}`);
      expect(answer.headers()["cache-control"], path).toContain("no-store");
      expect(answer.headers()["content-security-policy"], path).not.toMatch(/unsafe-(inline|eval)/);
    }
  });

  test(`${who}: pages of one object are shown to whom it belongs, and foreign is like unknown`, async () => {
    const values = { ...unknown, reference, letter, id: letter };
    for (const [path, { access }] of withObject) {
      const there = fill(path, values);
      const nowhere = fill(path, unknown);
      const [answer, empty] = [await get(who, there), await get(who, nowhere)];
      if (who === "anonymous") {
        expect(leadsToSignIn(answer) && leadsToSignIn(empty), path).toBe(true);
        continue;
      }
      expect(`${empty.status()} ${path}`).toBe(`404 ${path}`);
      expect(await empty.text(), `${path} can be read without JavaScript`).toContain("</h1>");
      const mine = !path.startsWith("/my/") || who === "own";
      const exists = !/\[(hold|task)\]/.test(path);
      const shown = passes(access, rolesOf(who)) && mine && exists;
      expect(`${answer.status()} ${path}`).toBe(`${shown ? 200 : 404} ${path}`);
      if (!shown) expect(await sameOn(answer, values), path).toBe(await sameOn(empty, unknown));
    }
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
    for (const headers of ways)
      for (const form of [path, `${path}/`, path.replace("/R-", "/%52-"), `${path}.rsc`, `${path}?_rsc=1`]) {
        const answer = await get("other", form, headers);
        const text = await answer.text();
        const where = `${form} ${JSON.stringify(headers)}`;
        expect(answer.status(), where).toBeLessThan(500);
        // The path itself may come back; what the request is about may not.
        expect(text, where).not.toContain("Jonas");
        expect(text, where).not.toMatch(/Received on|Eingegangen am|class="due"/);
      }
  for (const method of ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]) {
    const answer = await requests("other").fetch(`/my/requests/${reference}`, { method, maxRedirects: 0 });
    expect([400, 403, 404, 405, 501], method).toContain(answer.status());
  }
});

for (const who of everybody)
  test(`${who}: actions are refused at their door, and foreign is like unknown behind it`, async () => {
    for (const [line, { access }] of Object.entries<Line>(actions)) {
      if (access === "everyone") continue;
      const empty = await call(who, line, {});
      if (who === "anonymous") expect(leadsToSignIn(empty), line).toBe(true);
      else if (!passes(access, rolesOf(who))) expect(`${empty.status()} ${line}`).toBe(`404 ${line}`);
      // Through the door, but with nothing in the hand: told so, or there is no such page to say it on.
      else expect([200, 404], line).toContain(empty.status());
    }
    if (who !== "own" && who !== "anonymous")
      for (const line of ["cancel", "waive-copy"]) {
        const [foreign, none] = [
          await call(who, line, { reference }, { reference }),
          await call(who, line, { reference: unknown.reference }),
        ];
        expect(`${foreign.status()} ${none.status()} ${line}`).toBe(`404 404 ${line}`);
      }
  });

for (const who of everybody)
  test(`${who}: routes are refused at their door, and foreign is like unknown behind it`, async () => {
    for (const [line, { access, object }] of Object.entries<Line>(routes)) {
      if (access === "everyone") continue;
      const [method = "", path = ""] = line.split(" ");
      const send = (values: Record<string, string>) =>
        requests(who).fetch(fill(path, values), { method, maxRedirects: 0, headers: { Origin: PORTAL_URL } });
      const answer = await send({ reference });
      if (who === "anonymous") {
        expect(method === "GET" ? leadsToSignIn(answer) : answer.status() === 404, line).toBe(true);
      } else if (!passes(access, rolesOf(who))) {
        expect(`${answer.status()} ${line}`).toBe(`404 ${line}`);
      } else if (object && path.startsWith("/api/package") && who !== "own") {
        const none = await send(unknown);
        expect(await sameOn(answer, { reference }), line).toBe(await sameOn(none, unknown));
        expect(answer.status(), line).toBe(404);
      } else expect(answer.status(), line).toBeLessThan(500);
    }
  });

test("whatever does not come from a page of the portal is refused: actions and routes", async () => {
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
  const bodies = ["", "[]", "[null]", '["$K1"]', "{", '[{"role":"dpo"}]', "[1,2,3]", '["$F1"]', '["$@0"]', "null"];
  for (const { hash, page, line } of builtActions()) {
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
  }
});
