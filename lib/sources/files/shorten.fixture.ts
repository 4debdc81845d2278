/** A process that shortens all lines of the person in a folder: the test kills it. Its argument is the folder. */
import { filesSource } from "../files";
import { all, cutoffs, kim, mapping, now, policy } from "./logs.fixture";

const source = filesSource("web", mapping("ndjson"), {
  folder: process.argv[2] ?? "",
  policy,
  now: async () => now,
});
const { groups } = await source.locate(kim, cutoffs);
for (const group of groups) {
  const items = await all(source.list(kim, group));
  for (let at = 0; at < items.length; at += 500) await source.write?.("truncate", items.slice(at, at + 500), "o-1");
}
