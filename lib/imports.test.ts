/** Who may import whom. This table is the architecture; the test keeps it true. */
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** For each folder, what its files may import besides each other: paths from the root, or package names. */
const mayImport: Record<string, RegExp> = {
  "lib/gdpr": /^(zod|node:crypto|canonicalize|lib\/result)$/,
  "lib/policy": /^(lib\/(gdpr|sources|result)\b|i18n\/language$|zod$|yaml$|pg$|node:)/,
  "lib/sources": /^(lib\/(gdpr|policy\/(schema|kinds)|result)\b|zod$|pg$|undici$|imapflow$|canonicalize$|node:)/,
  "lib/log": /^node:crypto$/,
  "lib/transfer": /^(lib\/(gdpr\/|sources\/http\/address-guard$|result$)|node:)/,
  "lib/answer": /^lib\/(gdpr\/|policy\/schema$|letters\/(citation|letter)$)/,
  "lib/drawings": /^lib\/(gdpr\/day|letters\/render)$/,
  "lib/bundle": /^(lib\/(gdpr\/|log\/|letters\/(render|letter)$)|zod$|canonicalize$|yauzl$|node:)/,
  "lib/report":
    /^(lib\/(gdpr\/|bundle\/(write|format)$|letters\/(letter|citation|money|render)$|log\/checkpoint$)|i18n\/messages$|pdfkit$|use-intl\/core$|node:(fs|path|zlib)$)/,
  "lib/steps": /^(?!app\/|lib\/(queries|cli|server)\b|next|react|pg$)/,
  "lib/queries":
    /^(lib\/(db|sight|gdpr|policy|company|actor|answer|result|seal|letters|sign-in\/receipt)\b|lib\/sources\/source$|lib\/package\/csv$|i18n\/language$|zod$|node:crypto$)/,
  app: /^(lib\/(steps|queries|gdpr|drawings|actor|result|sign-in|server\/(health|length))\b|i18n\/|next|react|use-intl|zod$|node:stream$)/,
};
/** Files that start with "use client" are sent to the browser: nothing with a secret or a database may come along. */
const browserMayImport =
  /^(app\/|lib\/gdpr\b|lib\/sign-in\/form-state$|react|next\/(link|navigation|form)$|next-intl$|use-intl)/;

/** Types are erased before anything runs, but a folder that needs another's types depends on it all the same. */
const imported =
  /\bfrom\s+["']([^"'\n]+)["'];?[ \t]*(?:\n|$)|(?:^|\n)import\s+["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']\s*\)/g;

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .filter(
      (file) =>
        /\.tsx?$/.test(file) && !/\.(test|contract|fixture|d)\.tsx?$/.test(file) && !file.includes("/generated/"),
    )
    .toSorted();
}

/** What a file imports, as paths from the root without extension, or as package names. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(imported)].map((found) => resolved(file, found.slice(1).join("")));
}

function resolved(file: string, to: string): string {
  if (to.startsWith("@/")) return to.slice(2);
  return to.startsWith(".") ? relative(root, resolve(root, dirname(file), to)).replaceAll("\\", "/") : to;
}

function strays(files: string[], folder: string, allowed: RegExp): string[] {
  const inside = (to: string) => to === folder || to.startsWith(`${folder}/`);
  return files.flatMap((file) =>
    importsOf(file)
      .filter((to) => !inside(to) && !allowed.test(to))
      .map((to) => `${file} → ${to}`),
  );
}

test.each(Object.entries(mayImport))("%s imports only what it may", (folder, allowed) => {
  expect(strays(filesOf(folder), folder, allowed)).toEqual([]);
});

test("what is sent to the browser imports nothing of the server", () => {
  const sent = filesOf("app").filter((file) => /^\s*["']use client["']/.test(readFileSync(join(root, file), "utf8")));
  expect(strays(sent, "app", browserMayImport)).toEqual([]);
});

test("only tests import tests' material", () => {
  const all = ["lib", "app", "prisma"].flatMap(filesOf);
  expect(strays(all, "-", /^(?!.*\.(fixture|test|contract)$)/)).toEqual([]);
});

describe("the law is pure", () => {
  test.each(filesOf("lib/gdpr"))("%s reads no clock, no environment, draws no lots", (file) => {
    const text = readFileSync(join(root, file), "utf8");
    expect(text).not.toMatch(
      /Date\.now|new Date\(\)|performance\.|process\.|Math\.random|random(Bytes|UUID|Int)|fetch\(|setTimeout/,
    );
  });
});

describe("the test itself", () => {
  test("sees imports of every form", () => {
    const forms = ['import a from "a";', 'import "b";', 'export * from "c";', 'import {\n  d,\n} from "d";', 'await import("e")', 'import type { F } from "f";'];
    const seen = forms.flatMap((form) => [...form.matchAll(imported)].map((found) => found.slice(1).join("")));
    expect(seen).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  test("finds the folders it speaks of", () => {
    for (const folder of Object.keys(mayImport)) expect(existsSync(join(root, folder)) && statSync(join(root, folder)).isDirectory()).toBe(true);
    expect(filesOf("lib/gdpr").length).toBeGreaterThan(10);
  });
}); // prettier-ignore
