/** Every field that a customer's form may hold, read from the sources: from the schema of each action, which is strict. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./authorisation";

const root = join(import.meta.dirname, "..");
const customer = ["app/my", "app/(public)", "lib/sign-in"] as const;

/** The fields of each action by its line in the authorisation table. */
export function fieldsOfActions(): Record<string, string[]> {
  const found = customer.flatMap(filesBelow).flatMap((file) => fieldsIn(readFileSync(join(root, file), "utf8")));
  return Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Forms that a browser sends without an action: by address, or to a route. */
export function plainForms(): string[] {
  const files = ["app/my", "app/(public)", "app/_components"].flatMap(filesBelow);
  const tags = files.flatMap((file) => readFileSync(join(root, file), "utf8").match(/<form\b[^>]*>/g) ?? []);
  return [...new Set(tags.map((tag) => /action=["{`]+([^"`}]+)/.exec(tag)?.[1] ?? tag))].toSorted();
}

/** The actions that a file makes, each with the names in its schema. Exported for its own test. */
export function fieldsIn(text: string): [line: string, fields: string[]][] {
  return [...text.matchAll(/\b(?:secure|open)Action(?:<[^>]*>)?\(\s*"([\w-]+)",\s*([\w.]+)/g)].map(
    ({ index, 0: head, 1: line = "", 2: schema = "" }) => {
      const at =
        schema === "z.object" ? index + head.length : text.search(new RegExp(`\\bconst ${schema} = z\\.object\\(`));
      if (at < 0) throw new Error(`the schema of ${line} stands elsewhere`);
      return [line, namesIn(text.slice(text.indexOf("{", at)))];
    },
  );
}

/** The names of an object that begins the text: those right inside its first brace. */
function namesIn(text: string): string[] {
  const names: string[] = [];
  let [depth, expectsName] = [0, false];
  for (const [token] of text.matchAll(/"(?:\\.|[^"\\])*"|\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n[])+\/|[\w$]+|\S/g)) {
    if ("([{".includes(token)) depth += 1;
    else if (")]}".includes(token)) depth -= 1;
    else if (depth === 1 && /^[a-z]\w*$/i.test(token) && expectsName) names.push(token);
    if (depth === 0) return names;
    expectsName = depth === 1 && (token === "{" || token === ",");
  }
  throw new Error("a schema without an end");
}
