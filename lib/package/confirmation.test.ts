/** Art. 15(1): a copy says that nothing is held only where everything was searched and nothing was kept back. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PackageInput } from "./input";
import { makePackage } from "./make";
import { emptyInput } from "./make.fixture";
import { unpack } from "./unzip.fixture";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-confirmation-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const none = "We found no records in the categories below";
const open = [{ source: "google-analytics", category: "analytics-google" }];
const withheld = [{ category: "support-ticket", count: 1, why: "It also concerns other people." }];

test.each<[string, Partial<PackageInput>, string]>([
  ["everything was searched", {}, none],
  ["a system is not searched yet", { open }, "We found no record of yours in the systems we searched"],
  ["what was found was kept back", { withheld, open }, "Yes, but none of it is in this copy"],
])("without a record in it, where %s", async (_, more, said) => {
  const packed = await makePackage(emptyInput({ file: join(folder, `package-${Math.random()}`), ...more }));
  const index = (await unpack(packed.file, packed.key)).get("index.html");
  expect(index).toContain(said);
  if (said !== none) expect(index).not.toContain(none);
});
