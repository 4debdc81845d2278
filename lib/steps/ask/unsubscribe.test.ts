/** RFC 8058: the button of a mail program, through the routes, as the web's own role against the real database. */
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeBoss } from "../../jobs/wake";
import { registrySubject } from "../../seal/registry-subject";
import { keyedHash, masterKey, sealColumn } from "../../seal/seal";
import { openUnsubscribeToken, unsubscribeToken } from "../../seal/unsubscribe-token";
import { admitAddress } from "../../sign-in/admit";
import { unsubscribable } from "../../sign-in/unsubscribe-door";
import { mayUse } from "../may-use";
import { links } from "../registry/contract";
import { call, refused, startRegistry, type Registry } from "../registry/registry.fixture";

let at: Registry;
let owner: pg.Client;
beforeAll(async () => {
  at = await startRegistry("unsubscribe");
  owner = at.owner;
}, 120_000);
afterAll(async () => {
  await closeBoss();
  await at.close();
});
beforeEach(() => owner.query("truncate rate"));

const address = "reader@post.example";
const linkOf = (email: string, use = "newsletter") => unsubscribeToken({ email, use, language: "de" });
const oneClick = "List-Unsubscribe=One-Click";
const form = "application/x-www-form-urlencoded";

async function press(token: string, body: BodyInit | null = oneClick, type: string | null = form): Promise<Response> {
  const { POST } = await import("../../../app/api/unsubscribe/[token]/route");
  const headers = type === null ? undefined : { "Content-Type": type };
  const request = new Request(`http://localhost:3000/api/unsubscribe/${token}`, { method: "POST", body, headers });
  return POST(request, { params: Promise.resolve({ token }) });
}
const allowed = async (email: string, purpose = "newsletter") => (await mayUse([{ email, purpose }]))[0]?.allowed;
/** What was opened for that address, as its holder will find it after signing in by e-mail link. */
async function requestsOf(email: string) {
  const { rows } = await owner.query<{ id: string; reminders: number }>(
    `select r.id, r.right, r.purposes, r.reminders, r.language, r.account from request r
     join person p on p.id = r.person_id where p.sub = $1 order by r.received_at`,
    [keyedHash(masterKey("sign-in address"), email)],
  );
  return rows;
}

describe("the press", () => {
  test("withdraws the consent: a request of its own, the registry says no at once, no cookie and no redirect", async () => {
    expect(await allowed(address)).toBe(true);
    const answer = await press(linkOf(address));
    expect([answer.status, answer.headers.get("location"), answer.headers.get("set-cookie")]).toEqual([
      200,
      null,
      null,
    ]);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect([await allowed(address), await allowed(address, "survey-invitations")]).toEqual([false, true]);
    const [request, ...more] = await requestsOf(address);
    const opened = { right: "withdrawal", purposes: ["newsletter"], language: "de", reminders: 0, account: null };
    expect([request, more]).toMatchObject([opened, []]);
    const { rows } = await owner.query("select fact, data from event where request = $1", [request?.id]);
    expect(rows).toMatchObject([{ fact: "received", data: { channel: "portal", right: "withdrawal" } }]);
  });

  test("twice, also at the same time, is one request and a reminder", async () => {
    await Promise.all([press(linkOf(address)), press(linkOf(address))]);
    expect(await requestsOf(address)).toMatchObject([{ reminders: 2 }]);
  });

  test("as multipart, as RFC 8058 recommends", async () => {
    const body = new FormData();
    body.set("List-Unsubscribe", "One-Click");
    expect((await press(linkOf("multi@post.example"), body, null)).status).toBe(200);
    expect(await allowed("multi@post.example")).toBe(false);
  });

  test("answers for an address that nobody knows as for one that is known", async () => {
    const both = await Promise.all([press(linkOf(address)), press(linkOf("nobody.at.all@post.example"))]);
    const [known, unknown] = await Promise.all(
      both.map(async (answer) => [answer.status, [...answer.headers], await answer.text()]),
    );
    expect(unknown).toEqual(known);
  });

  test("of a mail that rests on no consent objects to all advertising", async () => {
    expect((await press(linkOf("buyer@post.example", "customer-ads"))).status).toBe(200);
    for (const use of ["customer-ads", "newsletter", "advertising"])
      expect(await allowed("buyer@post.example", use)).toBe(false);
    expect((await mayUse([{ email: "buyer@post.example", channel: "post" }]))[0]?.allowed).toBe(false);
    expect(await requestsOf("buyer@post.example")).toMatchObject([{ right: "objection" }]);
  });

  test("keeps the language that the person chose, and brings one to somebody new", async () => {
    await admitAddress("english@post.example", "en");
    await press(linkOf("english@post.example"));
    expect(await requestsOf("english@post.example")).toMatchObject([{ language: "en" }]);
  });

  test("after a new consent ends that one too; beyond a day's number the registry alone is told", async () => {
    const again = "again@post.example";
    for (let n = 0; n < 4; n += 1) {
      await press(linkOf(again));
      await owner.query("update request set state = 'delivered', closed_at = now()");
    }
    expect(await requestsOf(again)).toMatchObject([{ reminders: 0 }, { reminders: 0 }, { reminders: 0 }]);
    const { rows } = await owner.query("select since from suppression where subject = $1", [
      registrySubject({ email: again }),
    ]);
    expect(rows).toHaveLength(4);
  });

  test("is counted by link: a sixth in a quarter of an hour is answered alike and does nothing more", async () => {
    for (let n = 0; n < 7; n += 1) expect((await press(linkOf("loop@post.example"))).status).toBe(200);
    expect(await requestsOf("loop@post.example")).toMatchObject([{ reminders: 4 }]);
  });
});

describe("what is no press", () => {
  const quiet = "quiet@post.example";
  test.each<[string, BodyInit | null, string | null]>([
    ["nothing", "", form],
    ["no type", oneClick, "text/plain"],
    ["another word", "List-Unsubscribe=Yes", form],
    ["said twice", `${oneClick}&${oneClick}`, form],
    ["a form without its boundary", oneClick, "multipart/form-data"],
    ["JSON", '{"List-Unsubscribe":"One-Click"}', "application/json"],
    ["a long body", `${oneClick}&x=${"x".repeat(100_000)}`, form],
  ])("%s gets 400 and ends nothing", async (_what, body, type) => {
    expect((await press(linkOf(quiet), body, type)).status).toBe(400);
    expect(await allowed(quiet)).toBe(true);
  });

  test("opening the page shows what would end, and ends nothing", async () => {
    const link = { label: "Newsletter", all: false, ended: false };
    expect(await unsubscribable(linkOf(quiet), "de")).toEqual(link);
    expect(await unsubscribable(linkOf(quiet, "customer-ads"), "de")).toMatchObject({ all: true });
    expect(await allowed(quiet)).toBe(true);
  });

  test("a link that was forged, cut off or made for something else leads nowhere", async () => {
    const token = linkOf(quiet);
    const flipped = `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`;
    const elsewhere = `u${sealColumn("mail", JSON.stringify({ email: quiet, use: "newsletter", language: "en" })).toString("hex")}`;
    const hostile = [
      "",
      "u",
      token.slice(0, -2),
      `${token}00`,
      token.toUpperCase(),
      "../../x",
      "u" + "0".repeat(5_000),
    ];
    for (const wrong of [flipped, elsewhere, linkOf(quiet, "orders"), linkOf(quiet, "comfort"), ...hostile])
      expect((await press(wrong)).status, wrong.slice(0, 20)).toBe(404);
    expect(await allowed(quiet)).toBe(true);
  });
});

describe("the link", () => {
  test("says nothing of the address, not even its length, and is never the same", () => {
    const tokens = ["a@b.example", "somebody.with.a.long.name@post.example"].map((email) => linkOf(email));
    expect(new Set(tokens.map((token) => token.length)).size).toBe(1);
    expect(Buffer.from(tokens[1]?.slice(1) ?? "", "hex").toString("latin1")).not.toContain("somebody");
    expect(linkOf(address)).not.toBe(linkOf(address));
    expect(openUnsubscribeToken(linkOf(address))).toEqual({ email: address, use: "newsletter", language: "de" });
  });

  test("is made for systems with a key, in the order asked; nothing of the addresses is kept", async () => {
    const ask = (body: unknown, bearer = at.registry) =>
      call("POST /api/v1/unsubscribe-links", { body: JSON.stringify(body), bearer });
    const emails = ["One@Post.Example", "two@post.example"];
    const answer = await ask({ purpose: "newsletter", language: "en", emails });
    const { links: made } = links.parse(await answer.json());
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
    const tokens = made.map((pair) => {
      expect(pair["List-Unsubscribe-Post"]).toBe(oneClick);
      return /^<http:\/\/localhost:3000\/api\/unsubscribe\/(u[0-9a-f]+)>$/.exec(pair["List-Unsubscribe"])?.[1] ?? "";
    });
    expect(tokens.map((token) => openUnsubscribeToken(token)?.email)).toEqual(["one@post.example", "two@post.example"]);
    // A header line of at most 998 characters (RFC 5322, 2.1.1).
    expect(Math.max(...made.map((pair) => pair["List-Unsubscribe"].length))).toBeLessThan(900);
    expect(await requestsOf("two@post.example")).toEqual([]);
    const { rows } = await owner.query("select from person where sub = $1", [
      keyedHash(masterKey("sign-in address"), "two@post.example"),
    ]);
    expect(rows).toEqual([]);
    await refused(await ask({ purpose: "newsletter", language: "en", emails }, at.exporter), 403);
    await refused(await ask({ purpose: "newsletter", language: "en", emails }, "wrong"), 401);
  });

  test.each([
    [{ purpose: "orders", language: "en", emails: ["a@post.example"] }, "purpose"],
    [{ purpose: "newsletter", language: "fr", emails: ["a@post.example"] }, "language"],
    [{ purpose: "newsletter", language: "en", emails: [] }, "emails"],
    [
      { purpose: "newsletter", language: "en", emails: ["ok@post.example", "a@post.example, b@post.example"] },
      "emails.1",
    ],
    [{ purpose: "newsletter", language: "en", emails: ["a@post.example\r\nBcc: b@post.example"] }, "emails.0"],
    [
      { purpose: "newsletter", language: "en", emails: Array.from({ length: 1_001 }, () => "a@post.example") },
      "emails",
    ],
    [null, "body"],
  ])("is refused with its place: %#", async (body, place) => {
    const answer = await call("POST /api/v1/unsubscribe-links", { body: JSON.stringify(body), bearer: at.registry });
    expect(await refused(answer, 400)).toContain(`"${place}"`);
  });
});
