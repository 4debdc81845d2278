import { expect, test } from "vitest";
import { complaintTo } from "./complaint";

test.each<[string | null, string | null, string, string, string | null, string]>([
  [null, null, "DE-BE", "unasked", null, "nobody has chosen yet"],
  ["", "", "DE-BE", "unasked", null, "the form was sent as it stands"],
  ["XX", null, "DE-BE", "unasked", null, "no country of ours"],
  ["DE-BY", null, "DE-BE", "unasked", null, "a Land is no country"],
  ["DE", null, "DE-BE", "land-needed", null, "Germany has sixteen of them"],
  ["DE", "DE-XX", "DE-BE", "land-needed", null, "no Land of Germany"],
  ["DE", "FR", "DE-BE", "land-needed", null, "France is no Land"],
  ["DE", "DE-BY", "DE-BE", "own", "DE-BY", "the Land of residence"],
  ["DE", "DE-BE", "DE-BE", "same", null, "it supervises the controller too"],
  ["FR", "DE-BY", "DE-BE", "own", "FR", "a Land says nothing about France"],
  ["other", null, "DE-BE", "outside", null, "Switzerland, the United Kingdom, everywhere else"],
  ["DE", "DE-BE", "DE-BY", "own", "DE-BE", "of a controller in Bavaria"],
])("%j %j under %s → %s %s: %s", (country, land, supervisor, standing, own) => {
  const found = complaintTo({ country, land }, supervisor, "en");
  expect([found.standing, found.own?.code ?? null, found.competent.code]).toEqual([standing, own, supervisor]);
});

test("the place has its name in the reader's language", () => {
  const name = (country: string, land: string | null, language: "en" | "de") =>
    complaintTo({ country, land }, "DE-BE", language).place?.name;
  expect([name("CZ", null, "en"), name("CZ", null, "de")]).toEqual(["Czechia", "Tschechien"]);
  expect([name("DE", "DE-NI", "en"), name("DE", "DE-NI", "de")]).toEqual(["Lower Saxony", "Niedersachsen"]);
});
