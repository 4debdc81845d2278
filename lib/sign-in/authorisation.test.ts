/** Nothing is reachable without a line in the table. The build's own lists are compared in e2e/authorisation-table.spec.ts. */
import { describe, expect, test } from "vitest";
import { actionsIn, filesBelow, methodsIn, textOf, visible } from "../../e2e/authorisation";
import { actions, pages, routes } from "./authorisation";

const files = [...filesBelow("app"), ...filesBelow("lib")];
const directive = /^(?:\/\*[\s\S]*?\*\/\s*|\/\/.*\n\s*)*["']use server["']/;

describe("the authorisation table", () => {
  test("has a line for each page, and each line has a page", () => {
    const found = files.filter((file) => /^app\/(.*\/)?page\.tsx$/.test(file) && !file.includes("/_"));
    const paths = found.map((file) => visible(file.replace(/^app/, "").replace(/\.tsx$/, "")));
    expect([...paths, "/_not-found"].toSorted()).toEqual(Object.keys(pages).toSorted());
  });

  test("has a line for each method of each route, which is made with that very line", () => {
    const found = files.filter((file) => /^app\/(.*\/)?route\.tsx?$/.test(file));
    const made = found.flatMap((file) =>
      methodsIn(textOf(file)).map(({ method, line }) => ({
        line,
        is: `${method} ${visible(file.replace(/^app/, "").replace(/\.tsx?$/, ""))}`,
      })),
    );
    expect(made.filter(({ line, is }) => line !== is)).toEqual([]);
    expect(made.map(({ is }) => is).toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  test("has a line for each Server Action, all made by secureAction or openAction, each line used once", () => {
    const found = files.filter((file) => directive.test(textOf(file)));
    const made = found.flatMap((file) =>
      actionsIn(textOf(file)).map(({ name, line }) => ({ where: `${file} ${name}`, line })),
    );
    expect(made.filter(({ line }) => line === null)).toEqual([]);
    expect(made.map(({ line }) => line).toSorted()).toEqual(Object.keys(actions).toSorted());
  });

  test("no action hides inside a component or behind a function of its own", () => {
    const inside = files.filter((file) => /\n\s+["']use server["']/.test(textOf(file)));
    expect(inside).toEqual([]);
  });

  test("nothing decides by the proxy: it sets headers only", () => {
    expect(textOf("proxy.ts")).not.toMatch(/redirect|rewrite|actorOf|cookies|session|role/i);
  });
});
