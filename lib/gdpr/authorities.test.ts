import { expect, test } from "vitest";
import { authorities, authoritiesFor, authority } from "./authorities";

test.each<[string | null, string | null, string[], string]>([
  ["DE", "DE-BE", ["DE-BE"], "once is enough"],
  ["DE", "DE-BY", ["DE-BE", "DE-BY"], "the Land of residence"],
  ["DE", null, ["DE-BE"], "the federal authority does not supervise shops"],
  ["FR", null, ["DE-BE", "FR"], "the country of residence"],
  ["FR", "DE-BY", ["DE-BE", "FR"], "a Land says nothing about France"],
  ["CH", null, ["DE-BE"], "outside the EEA"],
  [null, null, ["DE-BE"], "residence unknown"],
])("%s %s → %s: %s", (country, land, codes) => {
  expect(authoritiesFor(country, land).map(({ code }) => code)).toEqual(codes);
});

test("all of the EEA and all Länder, each with a website, a name and the month it was checked", () => {
  expect(authorities.filter(({ code }) => !code.startsWith("DE-"))).toHaveLength(30);
  expect(authorities.filter(({ code }) => code.startsWith("DE-"))).toHaveLength(16);
  expect(new Set(authorities.map(({ code }) => code)).size).toBe(46);
  for (const { name, url, checkedOn } of authorities) {
    expect(new URL(url).protocol).toBe("https:");
    expect([name.length > 2, checkedOn]).toEqual([true, "2026-10"]);
  }
});

test("an unknown code is no authority", () => expect(() => authority("XX")).toThrow());
