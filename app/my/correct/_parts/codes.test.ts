import { expect, test } from "vitest";
import { codes } from "./codes";

test.each(["en", "de"] as const)("each country is offered once, under one name (%s)", (locale) => {
  const offered = codes("country", locale, "DE");
  expect(new Set(offered.map(({ label }) => label)).size).toBe(offered.length);
  const values = offered.map(({ value }) => value);
  // ISO 3166-1 has 249; Kosovo has a code of its own choice.
  expect(values).toHaveLength(250);
  expect(values).toEqual(expect.arrayContaining(["DE", "FR", "GB", "RS", "XK"]));
  for (const former of ["DD", "FX", "SU", "YU", "IC", "EU"]) expect(values).not.toContain(former);
});

test("what is stored is offered, also where it is no country any more", () => {
  expect(codes("country", "de", "DD").map(({ value }) => value)).toContain("DD");
  expect(codes("country", "de", null)[0]).toEqual({ value: "", label: "–" });
});
