/**
 * A language that is written from the right gets the same pages, mirrored: what stands at the beginning of a line is told by its
 * beginning, never by a side of the screen (CSS Logical Properties and Values 1).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const folders = ["app", "lib/package", "lib/drawings", "lib/letters", "lib/report"];

/** Declarations and classes that name a side. */
const sided = [
  /\b(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b/,
  /\b(?:text-align|float|clear)\s*:\s*["']?(?:left|right)\b/,
  /(?:^|[\s;{"'`])(?:left|right)\s*:\s*(?:-?[\d.]+(?:px|r?em|vw|%|;)|auto;|calc|var)/,
  /\bborder-(?:top|bottom)-(?:left|right)-radius\b/,
  /(?:^|[\s"'`:])-?(?:m|p)[lr]-(?:\d|\[|px|auto)/,
  /(?:^|[\s"'`:])-?(?:left|right)-(?:\d|\[|auto|px|full)/,
  /(?:^|[\s"'`:])(?:text|float|clear)-(?:left|right)\b/,
  /(?:^|[\s"'`:])(?:border|rounded)-(?:l|r|tl|tr|bl|br)(?:-|\b)(?!\w*=)/,
  /\balign=\\?["'](?:left|right)/,
  // Four lengths whose second and fourth differ.
  /\b(?:margin|padding)\s*:\s*[^\s;]+ ([^\s;]+) [^\s;]+ (?!\1;)[^\s;]+;/,
];

/** What has to name a side, and why. */
const allowed: Record<string, RegExp> = {
  // Paper is punched on its left in every language.
  "app/globals.css": /margin: 20mm 20mm 20mm 25mm;/,
};

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .filter((file) => /\.(tsx?|css|js)$/.test(file) && !/\.(test|fixture)\./.test(file)),
);

function sidesIn(file: string, text: string): string[] {
  return text.split("\n").flatMap((line, at) => {
    const code = line.replace(/^\s*(\/\/|\*|\/\*).*$/, "");
    return sided.some((one) => one.test(code)) && !allowed[file]?.test(code) ? [`${file}:${at + 1}: ${line.trim()}`] : [];
  });
} // prettier-ignore

test("nothing that people see is placed by a side of the screen", () => {
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap((file) => sidesIn(file, readFileSync(join(root, file), "utf8")))).toEqual([]);
});

test.each([
  "  margin-left: 1rem;",
  "  text-align: right;",
  "  left: 0;",
  "  padding: 0 1rem 0 0;",
  'className="read pl-4"',
  'className="sm:-ml-2"',
  'className="border-l-4"',
  'className="text-right"',
  "rounded-tl",
  '<th align="left">',
])("the test sees %s", (line) => expect(sidesIn("x", line)).toHaveLength(1));

test.each([
  "  padding: 0 1rem 0 1rem;",
  "  margin-inline-start: 1rem;",
  'className="ps-4 table-row"',
  "leftOut: Set",
  "{ right: law(`rights.${right}`), left: number }",
  "const left = 3;",
])("the test lets %s be", (line) => expect(sidesIn("x", line)).toEqual([]));
