/** docs/operations.md and .env.example name every value the portal reads, and the commands on the page are those of the program. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { environmentProblems } from "../lib/env";
import { loadPolicy } from "../lib/policy/load";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const page = read("docs/operations.md");
const example = read(".env.example");
const listed = [...page.matchAll(/^\| `([A-Z_]+)` +\| ([\w, ]+?) +\| (.+?) +\|$/gm)].map(([, name = ""]) => name);
const required = [...read("lib/env.ts").matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name = ""]) => name);

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file}`)
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && !/generated|\.(test|fixture)\./.test(file));

/** NODE_ENV is Node's, NEXTAUTH_URL is set by the portal itself from APP_URL. */
const own = ["NODE_ENV", "NEXTAUTH_URL"];

describe("the environment", () => {
  test("that lib/env.ts demands is in the table and in .env.example", () => {
    expect(required.length).toBeGreaterThan(10);
    for (const name of required) {
      expect(listed, name).toContain(name);
      expect(example, name).toMatch(new RegExp(`^(# )?${name}=`, "m"));
    }
  });

  test("that any file reads is in the table", () => {
    const files = ["lib", "prisma", "app"].flatMap(filesIn);
    const written = files.map(read);
    const names = written.flatMap((text) => [
      ...[...text.matchAll(/process\.env\.([A-Z_]+)/g)].map(([, name = ""]) => name),
      ...[...text.matchAll(/\{([^{}]+)\} = process\.env/g)].flatMap(
        ([, names = ""]) => names.match(/[A-Z_]{4,}/g) ?? [],
      ),
    ]);
    expect([...new Set(names)].filter((name) => !listed.includes(name) && !own.includes(name))).toEqual([]);
  });

  test("that the sources of the policy name is on the page and in .env.example", () => {
    const { sources } = loadPolicy(join(root, "policy.yaml"));
    const quoted = JSON.stringify(sources).match(/"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+"/g) ?? [];
    // USER_ID is a word of Google's interface.
    const names = new Set(quoted.map((text) => text.slice(1, -1)).filter((name) => name !== "USER_ID"));
    expect(names).toContain("MAILBOX_PASSWORD");
    for (const name of names) {
      expect(page, name).toContain(`\`${name}\``);
      expect(example, name).toMatch(new RegExp(`^(# )?${name}=`, "m"));
    }
  });

  test("of the example starts nothing: a copied file has no secrets", () => {
    const values = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]);
    const problems = environmentProblems(Object.fromEntries(values) as Record<string, string>).join("\n");
    for (const name of ["DATABASE_URL", "MASTER_KEY", "SUPPRESSION_KEY", "NEXTAUTH_SECRET", "OIDC_CLIENT_SECRET"])
      expect(problems).toContain(name);
  });
});

test("every command that the page tells to run is one", () => {
  const told = [...page.matchAll(/rightful -- ([a-z]+(?: [a-z]+)?)/g)].map(([, words = ""]) => words.split(" "));
  expect(told.length).toBeGreaterThan(2);
  const commands = read("lib/cli/rightful.ts");
  for (const [first = "", second = ""] of told)
    expect(
      [`"${first} ${second}": {`, `  ${first}: {`].some((line) => commands.includes(line)),
      first,
    ).toBe(true);
});
