/** The authorisation table against the build: nothing that answers is missing in it, and nothing of it is left over. */
import { actions, pages, routes, type Line } from "../lib/sign-in/authorisation";
import { builtActions, builtPages, builtRoutes } from "./authorisation";
import { wellFormed } from "./well-formed";
import { expect, test } from "./fixtures";

test("every page, route and action of the build has a line, and no line is left over", () => {
  expect(builtPages()).toEqual(Object.keys(pages).toSorted());
  expect(builtRoutes()).toEqual(Object.keys(routes).toSorted());
  const built = builtActions();
  expect(built.filter(({ line }) => line === null).map(({ where }) => where)).toEqual([]);
  expect([...new Set(built.map(({ line }) => line))].toSorted()).toEqual(Object.keys(actions).toSorted());
});

test("every action that acts on an object has input that is well formed", () => {
  const acting = Object.entries<Line>(actions).filter(([, { object }]) => object !== undefined);
  expect(acting.map(([line]) => line).toSorted()).toEqual(Object.keys(wellFormed).toSorted());
});
