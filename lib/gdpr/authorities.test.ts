import { describe, expect, test } from "vitest";
import {
  authorities,
  authoritiesFor,
  authoritiesSources,
  authoritiesVersion,
  authority,
  countriesOf,
  laenderOf,
} from "./authorities";

test.each<[string | null, string | null, string[], string]>([
  ["DE", "DE-BE", ["DE-BE"], "once is enough"],
  ["DE", "DE-BY", ["DE-BE", "DE-BY"], "the Land of residence"],
  ["DE", null, ["DE-BE"], "the federal authority does not supervise shops"],
  ["DE", "DE", ["DE-BE"], "nor when somebody asks for it by name"],
  ["FR", null, ["DE-BE", "FR"], "the country of residence"],
  ["FR", "DE-BY", ["DE-BE", "FR"], "a Land says nothing about France"],
  ["CH", null, ["DE-BE"], "outside the EEA"],
  [null, null, ["DE-BE"], "residence unknown"],
])("%s %s → %s: %s", (country, land, codes) => {
  expect(authoritiesFor(country, land).map(({ code }) => code)).toEqual(codes);
});

test.each<[string, string | null, string[]]>([
  ["DE", "DE-BY", ["DE-BY"]],
  ["DE", "DE-BE", ["DE-BY", "DE-BE"]],
  ["CH", null, ["DE-BY"]],
])("of a controller in Bavaria: %s %s → %s", (country, land, codes) => {
  expect(authoritiesFor(country, land, "DE-BY").map(({ code }) => code)).toEqual(codes);
});

describe("the list", () => {
  const eea = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO";
  const laender = "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH";

  test("all of the EEA and all Länder, once each", () => {
    const codes = [...eea.split(" "), ...laender.split(" ").map((land) => `DE-${land}`)];
    expect(authorities.map(({ code }) => code)).toEqual(codes);
    expect(new Set(codes).size).toBe(46);
  });

  test.each(authorities.map((one) => [one.code, one] as const))(
    "%s: name, website, when it was checked",
    (code, one) => {
      expect(new URL(one.url).protocol).toBe("https:");
      expect(one.url).toMatch(/\/$/);
      expect(one.name.length).toBeGreaterThan(5);
      expect(one.checkedOn.slice(0, 7) <= authoritiesVersion).toBe(true);
      expect(one.source).toBe(code.includes("-") ? "dsk" : "edpb");
      expect(one.land === null).toBe(!code.includes("-"));
    },
  );

  test("only the federal authority supervises no shop", () => {
    expect(authorities.filter(({ shops }) => !shops).map(({ code }) => code)).toEqual(["DE"]);
  });

  test("Bavaria is the office for the private sector", () => {
    expect(authority("DE-BY").url).toBe("https://www.lda.bayern.de/");
  });

  test("names the lists it was read from", () => {
    expect(authoritiesSources.map((url) => new URL(url).hostname)).toEqual([
      "www.edpb.europa.eu",
      "www.datenschutzkonferenz-online.de",
    ]);
  });

  test("an unknown code is no authority", () => expect(() => authority("XX")).toThrow());
});

describe("names of places", () => {
  test.each([
    ["en", "Austria", "Sweden", "Czechia"],
    ["de", "Belgien", "Zypern", "Tschechien"],
  ] as const)("of countries in %s, in the order of that language", (language, first, last, czechia) => {
    const places = countriesOf(language);
    expect(places).toHaveLength(30);
    expect([places[0]?.name, places.at(-1)?.name]).toEqual([first, last]);
    expect(places.find(({ code }) => code === "CZ")?.name).toBe(czechia);
  });

  test("of Länder in both languages", () => {
    const [english, german] = [laenderOf("en"), laenderOf("de")];
    expect([english, german].map((places) => places.length)).toEqual([16, 16]);
    expect(english.find(({ code }) => code === "DE-BY")?.name).toBe("Bavaria");
    expect(german.find(({ code }) => code === "DE-BY")?.name).toBe("Bayern");
    expect(german.map(({ code }) => code).toSorted()).toEqual(english.map(({ code }) => code).toSorted());
  });
});
