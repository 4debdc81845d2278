/**
 * Bad input (over HTTP, without a browser): every field of every customer's form with every hostile string, by turns. Each answer is a sentence
 * with all that was typed still there, or the thing is received as it was typed; nothing fails, runs or is written into a log.
 */
import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { randomUUID } from "node:crypto";
import { actions, passes, type Line } from "../lib/sign-in/authorisation";
import { readable } from "../lib/sign-in/typed-text";
import { hostile, hostileStrings } from "./hostile";
import { hostileForms, type HostileForm, type Values } from "./hostile-forms";
import { builtAction, postByScript, postPlain, shownIn, unseenIn, type Answered, type Sender } from "./post-form";
import { fill } from "./send-action";
import { todaysOf } from "./turn";
import { arrive, requests } from "./visitors";
import { expect, test } from "./fixtures";

const { DEMO_DATA = resolve(import.meta.dirname, "../.data/demo"), PORTAL_URL = "http://localhost:3000" } = process.env;

const logs = ["web", "worker"].map((name) => join(DEMO_DATA, "logs", `${name}.log`));
let logged: number[] = [];
let customer: Sender;
const own = { reference: "", code: "" };
let asked = 0;

test.beforeAll(async ({ browser }) => {
  logged = logs.map((file) => statSync(file).size);
  await arrive(browser, ["own"]);
  const { cookies } = await requests("own").storageState();
  customer = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
  const received = await postByScript(
    "receive",
    "/my/new",
    [
      ["id", randomUUID()],
      ["want", "access"],
    ],
    customer,
  );
  own.reference = /R-[0-9A-Z]{16}/.exec(received.to ?? "")?.[0] ?? "";
  expect(own.reference, "a request of their own").not.toBe("");
});

const formOf = (line: string): HostileForm => {
  const form = hostileForms(own)[line];
  if (!form) throw new Error(`no form ${line}`);
  return form;
};

test.afterAll(async () => {
  await postByScript("choose-paper", "/my/settings/paper", Object.entries({ paper: "no", address: "" }), customer);
  await postByScript("choose-place", "/my/settings/place", Object.entries({ country: "", land: "" }), customer);
  await postByScript("cancel", `/my/requests/${own.reference}/cancel`, [["reference", own.reference]], customer);
});

for (const [line, access] of Object.entries<Line>(actions).filter(([, one]) => passes(one.access, ["subject"])))
  test(`${line}: each field takes each string or says why not, and keeps what was typed`, async () => {
    const form = formOf(line);
    const wrong: string[] = [];
    for (const { fields, spoil } of form.rounds)
      await each(stringsFor(line, form), async (text, index) => {
        const values: Values = { ...form.well, ...spoil };
        for (const [place, field] of fields.entries()) values[field] = place === 0 ? text : turned(index, place);
        const page = fill(builtAction(line).page, { reference: own.reference, category: "order", code: "none" });
        // So many attempts come from no one visitor.
        const sender = access.access === "everyone" ? { cookie: "", from: `10.${asked % 250}.${index}.1` } : customer;
        const problem = judged(await postByScript(line, page, Object.entries(values), sender), values);
        if (problem)
          wrong.push(`${JSON.stringify(fields.map((field) => [field, values[field]?.slice(0, 40)]))}: ${problem}`);
      });
    expect(wrong.slice(0, 20), `${wrong.length} answers`).toEqual([]);
  });

/** A third of them a day, and a ninth where nothing can be typed; each form begins elsewhere. */
const stringsFor = (line: string, { unseen }: HostileForm): readonly string[] =>
  todaysOf(hostileStrings, line.length, unseen ? 9 : 3);

/** Another string for each field that is tried at the same time. */
const turned = (index: number, place: number): string =>
  hostileStrings[(index + place * 31) % hostileStrings.length] ?? "";

/** What is wrong with an answer; null when it leads on, says that there is no such thing, or gives all back with a sentence. */
function judged({ status, state, to, body }: Answered, values: Values): string | null {
  if (status >= 500 || status === 400) return `status ${status}`;
  if (/node_modules|at async |PrismaClient|"digest":"\d/.test(body)) return "tells of its inside";
  if (to !== null || status === 404) return null;
  if (state === null) return `status ${status} without a form`;
  if (state.problems.length === 0) return "says nothing";
  if (!state.problems.every(({ sentence }) => sentence.en && sentence.de)) return "has no sentence";
  const lost = Object.entries(values).find(([name, value]) => state.values[name]?.[0] !== asBytes(value));
  return lost ? `loses ${lost[0]}` : null;
}

/** As it arrives: half a character cannot be sent. */
const asBytes = (text: string): string => Buffer.from(text).toString();

/** Several at a time, as many people would. */
async function each<One>(all: readonly One[], work: (one: One, index: number) => Promise<void>): Promise<void> {
  asked += 1;
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < all.length; index = next++) await work(all[index] as One, index);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

const pages = [
  { path: "/sign-in/link", line: "ask-for-link", fields: ["address"] },
  { path: "/my/cancel-contract", line: "cancel-contract", fields: ["words", "order"] },
] as const;

for (const { path, line, fields } of pages)
  test(`${path} without a script: what was typed stands in the field again, and none of it is markup`, async () => {
    const shown = await fetch(PORTAL_URL + path, { headers: { Cookie: customer.cookie } });
    const unseen = unseenIn(await shown.text(), fields[0]).filter(([name]) => name.startsWith("$ACTION"));
    const wrong: string[] = [];
    await each(hostileStrings, async (text, index) => {
      const typed = fields.map((field, place) => [field, place === 0 ? text : turned(index, place)] as const);
      const values = { ...formOf(line).well, id: "no id", ...Object.fromEntries(typed) };
      const sender = { ...customer, from: `10.251.${index}.1` };
      const sent = Object.entries(values).filter(([name]) => name !== "id" || line !== "ask-for-link");
      const { status, body } = await postPlain(path, [...unseen, ...sent], sender);
      // Received, as some addresses are.
      if (status === 303) return;
      if (status !== 200) wrong.push(`${JSON.stringify(text.slice(0, 60))}: status ${status}`);
      for (const [field, value] of typed)
        if (visible(shownIn(body, field) ?? "nothing") !== visible(asBytes(value)))
          wrong.push(
            `${field} ${JSON.stringify(value.slice(0, 60))}: ${JSON.stringify(shownIn(body, field)?.slice(0, 60))}`,
          );
      if (!body.includes('id="error-summary"')) wrong.push(`no sentence: ${text.slice(0, 60)}`);
      if (isMarkup(text, body)) wrong.push(`markup: ${text}`);
    });
    expect(wrong).toEqual([]);
  });
/** In a field of one line a browser shows no line break, nowhere a NUL, and a mark of byte order at the beginning is none of the text. */
const visible = (text: string): string => text.replace(/^\ufeff|[\r\n\0\ufffd]/g, "");

/** Whether it stands in the page as it was sent. Within a script, where what is shown travels as data, quotes alone do nothing. */
function isMarkup(text: string, body: string): boolean {
  if (!(hostile.markup.strings as readonly string[]).includes(text)) return false;
  return (text.includes("<") ? body : body.replace(/<script[\s\S]*?<\/script>/g, "")).includes(text);
}

test("what is received is what was typed, in the request's own page", async () => {
  const short = hostileStrings.filter((text) => readable(text) !== "" && text.length < 3000);
  const letters: string[][] = [[]];
  for (const text of short) {
    const last = letters.at(-1) ?? [];
    if ([...last, text].join("\n|").length > 9_000) letters.push([text]);
    else last.push(text);
  }
  const path = `/my/requests/${own.reference}`;
  const sent = letters.map((texts) => `|${texts.join("\n|")}|`);
  for (const text of sent) {
    const answer = await postByScript(
      "write-message",
      path,
      [
        ["reference", own.reference],
        ["id", randomUUID()],
        ["text", text],
      ],
      customer,
    );
    expect(answer.to, answer.body.slice(0, 200)).toContain(path);
  }
  const page = await (await fetch(PORTAL_URL + path, { headers: { Cookie: customer.cookie } })).text();
  const quoted = [...page.matchAll(/<blockquote[^>]*>([\s\S]*?)<\/blockquote>/g)].map(([, text = ""]) => text);
  const escaped = (text: string) =>
    readable(asBytes(text)).replace(
      /[&<>"']/g,
      (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one] ?? "&#x27;",
    );
  for (const text of sent) expect(quoted).toContain(escaped(text));
});

test("bytes that are no text are read as such, and a name that is no field changes nothing", async () => {
  const path = `/my/requests/${own.reference}`;
  const bytes = Buffer.from([0xed, 0xa0, 0x80, 0xff, 0xc0, 0xaf, 0x00, 0xf8]);
  const answer = await postByScript(
    "write-message",
    path,
    [
      ["reference", own.reference],
      ["id", "no id"],
      ["text", bytes],
    ],
    customer,
  );
  expect(answer.state?.problems.map(({ field }) => field)).toEqual(["id"]);
  for (const name of ["__proto__", "constructor", "text.x", "role", "reference[]"]) {
    const strange = await postByScript(
      "write-message",
      path,
      [
        ["reference", own.reference],
        ["id", randomUUID()],
        ["text", "x"],
        [name, "y"],
      ],
      customer,
    );
    expect(strange.status, name).toBe(200);
    expect(strange.state?.problems.length, name).toBeGreaterThan(0);
  }
});

test("an address with any of it shows a page, or says that there is none", async () => {
  const asQuery = ["/complaint?country=", "/complaint?land=", "/my/new?want=", "/my/new?want=erasure&scope=", "/my/new?want=access&id=", "/stop?token=", "/unsubscribe?token=", "/task?token=", "/recipient?token=", "/sign-in?to=", "/sign-in/link?to=", "/sign-in/confirm?token=", "/my/objection?use=", "/my/cancel-contract?sent=", "/my/settings?changed=", "/lookup?another="]; // prettier-ignore
  const asPath = [
    "/my/requests/",
    "/go/",
    "/api/unsubscribe/",
    `/my/requests/${own.reference}/letters/`,
    "/api/package/",
  ];
  const all = [...asQuery, ...asPath];
  const some = hostileStrings.filter((text) => text.length <= 1000);
  // Each string at one of the addresses, and a NUL at all.
  const tried = [
    ...all.map((at) => [at, "a\0b"] as const),
    ...some.map((text, n) => [all[n % all.length] ?? "", text] as const),
  ];
  const wrong: string[] = [];
  await each(tried, async ([at, text]) => {
    const url = `${PORTAL_URL}${at}${encodeURIComponent(asBytes(text))}`;
    const answer = await fetch(url, { redirect: "manual", headers: { Cookie: customer.cookie } });
    const body = await answer.text();
    if (answer.status >= 500) wrong.push(`${at}${JSON.stringify(text)}: ${answer.status}`);
    if (isMarkup(text, body)) wrong.push(`${at}: markup ${text}`);
  });
  expect(wrong).toEqual([]);
});

test("none of it stands in a log, and no failure", () => {
  for (const [index, file] of logs.entries()) {
    const grown = readFileSync(file).subarray(logged[index]).toString();
    for (const trace of ["evil.example", "alert(1)", "etc/passwd", "Bertha", "gnp.exe", "dddddddd", "SELECT pg_sleep"])
      expect(grown.includes(trace), `${file}: ${trace}`).toBe(false);
    expect(grown.match(/^.*(?:Error|digest|Unhandled).*$/gm) ?? [], file).toEqual([]);
  }
});
