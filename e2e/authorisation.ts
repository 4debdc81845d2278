/**
 * What the build really answers to: every page, every method of every route, every Server Action. Compared with the
 * table in lib/sign-in/authorisation.ts, so that nothing is public by being forgotten.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const source = (file: string): string => readFileSync(join(root, file), "utf8");
const manifest = <Shape>(file: string): Shape => JSON.parse(source(join(".next", file))) as Shape;

export type BuiltAction = {
  /** Id under which a browser calls it. */
  hash: string;
  /** Id of its line in the table; null when it was not made by `secureAction` or `openAction`. */
  line: string | null;
  where: string;
  /** Path of a page that carries it, with its parameters in brackets. */
  page: string;
};

/** Path of an entry of `app` as people see it: without groups and without the file's name. */
const visible = (entry: string): string => entry.replace(/\/\([^)]+\)/g, "").replace(/\/(page|route)$/, "") || "/";

/** Pages of the build. `/_global-error` stands for all failures and shows nothing. */
export function builtPages(): string[] {
  const entries = Object.keys(manifest<Record<string, string>>("app-path-routes-manifest.json"));
  const known = entries.filter((entry) => entry.endsWith("/page") && entry !== "/_global-error/page");
  // What the router serves must be the same list: a page of another kind would be missing in one of them.
  const served = manifest<Record<"staticRoutes" | "dynamicRoutes", { page: string }[]>>("routes-manifest.json");
  const paths = [...served.staticRoutes, ...served.dynamicRoutes].map(({ page }) => page);
  const hidden = paths.filter((path) => path !== "/_global-error" && !entries.some((entry) => visible(entry) === path));
  return [...known.map(visible), ...hidden].toSorted();
}

/** Routes of the build as "METHOD /path", HEAD and OPTIONS aside: Next derives those from the others. */
export function builtRoutes(): string[] {
  const entries = Object.keys(manifest<Record<string, string>>("server/app-paths-manifest.json"));
  return entries
    .filter((entry) => entry.endsWith("/route"))
    .flatMap((entry) => methodsIn(source(`app${entry}.ts`)).map(({ method }) => `${method} ${visible(entry)}`))
    .toSorted();
}

let actions: BuiltAction[] | undefined;

/** Server Actions of the build; read once. */
export const builtActions = (): BuiltAction[] => (actions ??= readActions());

function readActions(): BuiltAction[] {
  type Entry = { filename: string; exportedName: string; workers: Record<string, unknown> };
  const { node, edge } = manifest<Record<"node" | "edge", Record<string, Entry>>>(
    "server/server-reference-manifest.json",
  );
  return Object.entries({ ...node, ...edge }).map(([hash, { filename, exportedName, workers }]) => ({
    hash,
    line: actionsIn(source(filename)).find(({ name }) => name === exportedName)?.line ?? null,
    where: `${filename} ${exportedName}`,
    page: visible((Object.keys(workers).toSorted(byLength)[0] ?? "").replace(/^app/, "")),
  }));
}
const byLength = (a: string, b: string): number => a.length - b.length;

/** Methods that a route file exports, and the line that each one names; null when it is not wrapped. */
export function methodsIn(text: string): { method: string; line: string | null }[] {
  const exported = /export\s+(?:const|(?:async\s+)?function)\s+(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g;
  return [...text.matchAll(exported)].map(([, method = ""]) => {
    const made = new RegExp(
      `export const ${method} = (?:secure|open|system|signed|api)Route(?:<[^>]*>)?\\(\\s*"([^"]+)"`,
    );
    return { method, line: made.exec(text)?.[1] ?? null };
  });
}

/** What a "use server" file exports, and the line that each one names; null when it is not wrapped. */
export function actionsIn(text: string): { name: string; line: string | null }[] {
  const exported = /export\s+(?:const|(?:async\s+)?function|default)\s+(?:async\s+function\s+)?(\w+)/g;
  return [...text.matchAll(exported)].map(([, name = ""]) => {
    const made = new RegExp(`export const ${name}(?:: \\w+)? = (?:secure|open)Action(?:<[^>]*>)?\\(\\s*"([^"]+)"`);
    return { name, line: made.exec(text)?.[1] ?? null };
  });
}

/** Files below a folder of the project, as paths from its root. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|fixture|spec)\.|\/generated\//.test(file))
    .toSorted();
}

/** Text of a file of the project. */
export const textOf = source;
export { visible };
