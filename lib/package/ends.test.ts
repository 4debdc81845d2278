/** Until when: a copy says it as the page "What we hold" does, and promises no more than the portal does. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Policy } from "../policy/schema";
import type { SourceRecord } from "../sources/source";
import { makePackage } from "./make";
import { emptyInput, exporting, group, policy, record } from "./make.fixture";
import { unpack } from "./unzip.fixture";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-ends-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The first page of a copy made on 25 November 2026 of invoices of these days. */
async function overviewOf(triggers: (string | null)[], sweep: Policy["sweep"] = "dry-run"): Promise<string> {
  const groups = triggers.map((trigger) => group("invoice", trigger));
  const made = await makePackage(
    emptyInput({
      file: join(folder, `package-${Math.random()}`),
      policy: { ...policy, sweep },
      exported: [{ ...exporting("invoice", null), count: groups.length, groups }],
      async *read(): AsyncGenerator<SourceRecord> {
        yield record("invoice", { number: "R-1" });
      },
    }),
  );
  return (await unpack(made.file, made.key)).get("index.html") ?? "";
}

test.each([
  [["2012-05-02"], "due to go", "For your records: due since 1 January 2023."],
  [
    ["2012-05-02", "2024-05-02"],
    "partly due, rest by 1 Jan 2033",
    "For your records: the first due since 1 January 2023, the last until 1 January 2033.",
  ],
  [["2024-05-02"], "1 Jan 2033", "For your records: until 1 January 2033."],
  [["2012-05-02", null], "partly due, rest open", "For your records: due since 1 January 2023."],
])("of records of %j the copy says: %s", async (triggers, short, long) => {
  const page = await overviewOf(triggers);
  expect(page).toContain(`>${short}</td>`);
  expect(page).toContain(`>${short}</text>`);
  expect(page).toContain(long);
});

test("that data go by themselves is said only where they do", async () => {
  const promise = "what is due goes by itself";
  expect(await overviewOf(["2024-05-02"], "on")).toContain(promise);
  const counted = await overviewOf(["2024-05-02"]);
  expect(counted).not.toContain(promise);
  expect(counted).toContain("What is due does not go by itself yet");
});
