/** Opening the sources of a policy: their order, and what is missing to reach them. */
import { describe, expect, test } from "vitest";
import { openSources } from ".";
import { mapping as logs, policy } from "./files/logs.fixture";
import { mapping as post } from "./mailbox/mailbox.fixture";
import { testTools } from "./tools.fixture";

const { shop, criteo } = policy.sources;
if (!shop || !criteo) throw new Error("the model policy has a shop and Criteo");
const sources = { criteo, post: post(), web: logs("ndjson"), shop };
const secrets: Record<string, string> = {
  WEB_LOG: "/nowhere",
  IMAP_HOST: "127.0.0.1",
  IMAP_PORT: "1",
  IMAP_USER: "u",
  IMAP_PASSWORD: "p",
  ...(shop.kind === "postgres" ? { [shop.connection]: "postgres://nobody@127.0.0.1:1/none" } : {}),
};

const opened = (given: Record<string, string>) =>
  openSources({ ...policy, sources }, { tools: () => testTools(given) });

test("databases come first, systems reached by hand last", async () => {
  const all = opened(secrets);
  expect(all.map(({ id }) => id)).toEqual(["shop", "post", "web", "criteo"]);
  await Promise.all(all.map((source) => source.close()));
});

describe("what is missing is named", () => {
  test.each(Object.keys(secrets))("%s, by the source that needs it, which is asked nothing else", async (name) => {
    const { [name]: _, ...rest } = secrets;
    const person = { account: "A-1", addresses: [], names: [], postcodes: [] };
    const silent: string[] = [];
    for (const source of opened(rest)) {
      const found = source.kind === "manual" ? [] : await source.probe();
      if (!found.some((sentence) => sentence.startsWith(`${name} is missing`))) continue;
      silent.push(source.id);
      await expect(source.locate(person, {})).rejects.toThrow("cannot be reached");
    }
    expect(silent).toHaveLength(1);
  });
});
