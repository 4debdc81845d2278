/** docs/registry.md: its example is answered exactly so, and it names every key, ground and status of the contract. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../demo/postgres/test-database";
import { loadPolicy } from "../lib/policy/load";
import { registrySubject } from "../lib/seal/registry-subject";
import { leaveDatabase, signInDatabase } from "../lib/sign-in/sign-in.fixture";
import { mayUse, registryQuestions } from "../lib/steps/may-use";
import { example, listLimits } from "../lib/steps/registry/contract";
import { openApi } from "../lib/steps/registry/open-api";
import { rowsOf } from "../prisma/row-security.fixture";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/registry.md"), "utf8");
const [asked, answered] = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]): unknown =>
  JSON.parse(text),
);
const { purposes, categories } = loadPolicy(join(root, "policy.yaml"));
const { questions } = registryQuestions.parse(asked);

/** First cells of the table below a heading, without the marks of code. */
const cells = (head: string): string[] =>
  [...page.slice(page.indexOf(head)).matchAll(/^\| ([^|]+) \|/gm)]
    .slice(2)
    .flatMap(([, cell = ""]) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, word = ""]) => word));

describe("the example", () => {
  const token = "0123456789abcdefghijklmnopqrstuvwxyz";
  let database: TestDatabase;
  let owner: pg.Client;
  beforeAll(async () => {
    process.env.REGISTRY_TOKEN = token;
    // As the web's own role: what the registry may see is part of the contract.
    database = await signInDatabase("registry-page", "http://localhost:1");
    owner = new pg.Client(database.ownerUrl);
    await owner.connect();
    const { request, person } = await rowsOf(owner, "A-1");
    const [stopped, paused] = ["2026-11-24T10:15:00Z", "2026-11-25T08:30:00Z"];
    const [address, account] = [
      registrySubject({ email: "somebody@post.example" }),
      registrySubject({ account: "A-1" }),
    ];
    await owner.query("INSERT INTO suppression VALUES ($1, 'newsletter', $2)", [address, stopped]);
    await owner.query("UPDATE restriction SET subjects = $1, set_at = $2 WHERE request = $3", [
      [account],
      paused,
      request,
    ]);
    const exception =
      "INSERT INTO restriction_exception (request, purpose, decision, ground, person_id) VALUES ($1, 'payment-defence', 'goes-on', 'claims', $2)";
    await owner.query(exception, [request, person]);
  });
  afterAll(async () => {
    await owner.end();
    await leaveDatabase(database);
  });

  const send = async (body: unknown, bearer = token) => {
    const { POST } = await import("../app/api/registry/route");
    const headers = { Authorization: `Bearer ${bearer}`, "Content-Type": "application/json" };
    const request = new Request("http://localhost:3000/api/registry", {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    return POST(request, { params: Promise.resolve({}) });
  };

  test("speaks of purposes and categories of the model policy", () => {
    for (const { purpose, category } of questions) {
      if (purpose) expect(purposes).toHaveProperty(purpose);
      if (category) expect(categories).toHaveProperty(category);
    }
  });

  test("is answered as the page says, by the route as well", async () => {
    expect({ answers: await mayUse(questions) }).toEqual(answered);
    const answer = await send(asked);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
    expect(await answer.json()).toEqual(answered);
  });

  test("wrong questions get 400 and their place, a wrong token 404; neither repeats what was sent", async () => {
    const wrong = await send({ questions: [questions[0], { email: "somebody@post.example" }] });
    const text = await wrong.text();
    expect([wrong.status, text.includes("questions.1"), text.includes("somebody")]).toEqual([400, true, false]);
    expect((await send(asked, "wrong")).status).toBe(404);
    expect((await send(asked, "")).status).toBe(404);
  });

  test.each(["store", "claims", "protection-of-others", "public-interest"] as const)(
    "paused data under %s",
    async (under) => {
      const [answer] = await mayUse([{ account: "A-1", category: "fraud-file", purpose: "payment-defence", under }]);
      expect(answer?.allowed).toBe(["store", "claims"].includes(under));
    },
  );

  test("a consent given after the pause is a new one; a channel alone knows pauses of everything", async () => {
    const consent = { account: "A-1", category: "order", purpose: "orders", under: "consent" as const };
    const answers = await mayUse([
      { ...consent, consentAt: "2026-11-26T00:00:00Z" },
      { ...consent, consentAt: "2026-11-24T00:00:00Z" },
      { account: "A-1", channel: "post" },
    ]);
    expect(answers.map(({ allowed }) => allowed)).toEqual([true, false, false]);
    await owner.query("UPDATE restriction SET category = 'order' WHERE cardinality(subjects) > 0");
    expect(await mayUse([{ account: "A-1", channel: "post" }])).toEqual([{ allowed: true }]);
  });
});

test("docs/openapi.json is what the portal serves: `npm run -s rightful -- api > docs/openapi.json`", () => {
  const lying = JSON.parse(readFileSync(join(root, "docs/openapi.json"), "utf8")) as unknown;
  expect(lying).toEqual(JSON.parse(JSON.stringify(openApi())));
});

test("the page names every call of the interface, every status, the limits and the test vector", () => {
  const { paths } = openApi();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, { responses }] of Object.entries(methods)) {
      expect(page).toContain(`${method.toUpperCase()} ${path}`);
      for (const status of Object.keys(responses)) expect(page).toContain(status);
    }
  expect(page).toContain(`${listLimits.lines.toLocaleString("en")} lines`);
  expect(page).toContain(`${example.entry.hash},${example.entry.because},${example.entry.since}`);
});

test("the page names every key of a question and every ground", () => {
  const { shape } = registryQuestions.shape.questions.element;
  expect(cells("| Key").slice(0, Object.keys(shape).length).toSorted()).toEqual(Object.keys(shape).toSorted());
  expect(cells("| Ground").toSorted()).toEqual([...shape.under.unwrap().options].toSorted());
});
