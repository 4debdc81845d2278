/** What a copy says of kinds of data that are locked, paused or still open: each for itself, and where. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PackageInput } from "./input";
import { makePackage } from "./make";
import { emptyInput, exporting, held, policy } from "./make.fixture";
import { unpack } from "./unzip.fixture";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-marked-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function made(fields: Partial<PackageInput>) {
  const { file, key } = await makePackage({
    ...emptyInput({ exported: [exporting("account", null)], searches: [{ source: "shop", outcome: "searched" }] }),
    async *read({ category }) {
      yield* held[category] ?? [];
    },
    file: join(folder, String(Math.random())),
    ...fields,
  });
  return unpack(file, key);
}

test.each([
  [{ locked: ["account"] }, true, false],
  [{ paused: ["account"] }, false, true],
  [{ locked: ["account"], paused: ["account"] }, true, true],
  [{}, false, false],
])("with %j a lock is said to be the law's, a pause the person's", async (fields, locked, paused) => {
  const entries = await made(fields);
  const page = entries.get("records/account-1.html") ?? "";
  expect(page.includes("Locked: kept only for the purpose the law names,")).toBe(locked);
  expect(page.includes("Paused at your request: only kept for now,")).toBe(paused);
  expect(JSON.parse(entries.get("data/account.json") ?? "")).toMatchObject({ locked: locked || paused });
});

test("each system that is still open is named once, with its kinds", async () => {
  const open = ["support-ticket", "account", "account"].map((category) => ({ source: "zendesk", category }));
  const entries = await made({ open: [...open, { source: "google-analytics", category: "analytics-google" }] });
  const { sources, categories } = policy;
  const [ticket, account, visits] = ["support-ticket", "account", "analytics-google"].map(
    (id) => categories[id]?.label.en,
  );
  for (const line of [
    `<li>${sources.zendesk?.label.en}: ${ticket} and ${account}</li>`,
    `<li>${sources["google-analytics"]?.label.en}: ${visits}</li>`,
  ])
    expect(entries.get("index.html")).toContain(line);
});
