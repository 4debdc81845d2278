/** What customers read names a thing by one word, whichever page, letter or file it stands in. */
import { expect, test } from "vitest";
import german from "../messages/de.json";
import english from "../messages/en.json";

type Tree = { [key: string]: string | Tree };
const leaves = (tree: Tree, path: string): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}.${key}`, value] as [string, string]] : leaves(value, `${path}.${key}`),
  );

test("a day that a recipient confirmed is no day until which it holds", () => {
  const all = [...leaves(german as Tree, "de"), ...leaves(english as Tree, "en")];
  expect(all.filter(([, text]) => /wirksam bis|effective by/.test(text))).toEqual([]);
});

/** The desk and those who work there have their own words: there a person's "Anliegen" is an "Antrag". */
const notForCustomers = /^(desk|law|report|evidence|letters\.desk|shell\.(nav|task))\./;
const customers = leaves(german as Tree, "")
  .map(([key, text]): [string, string] => [key.slice(1), text])
  .filter(([key]) => !notForCustomers.test(key));

test.each([
  ["what somebody asks for is their Anliegen", /\bAntr[aä]g|[Aa]nfrage|\bVorgang|\bVorgänge/],
  ["its number is the Aktenzeichen, and its code the Empfangscode", /Vorgangsnummer|Eingangscode|Antragsnummer/],
  [
    "what a system holds is a Datensatz; an Eintrag is what we note ourselves",
    /\bEinträgen?\b|\b1 Eintrag|(?<!solch|codiert)en Eintrag(?! dazu)/,
  ],
  ["what somebody signs in with is a Passwort", /[Kk]ennwort/],
  ["a hash is no encryption", /verschlüsselten? Eintrag/],
  [
    "there is one Data Protection Officer",
    /oder (?:unseren?|unserem|den|der) Datenschutzbeauftragte|oder Datenschutzbeauftragte/,
  ],
])("%s", (_, other) => {
  expect(customers.filter(([, text]) => other.test(text))).toEqual([]);
});

test("a pause pauses; only a request or a deletion is stopped", () => {
  const pause =
    /^(my\.(pause|paused|headlines\.restriction)|letters\.(restriction|lifting|mail\.(subject|lead)\.(restriction|lifting)))\b/;
  const found = customers.filter(([key, text]) => pause.test(key) && /[Aa]nhalt|angehalten/.test(text));
  expect(found).toEqual([]);
  expect(customers.filter(([key]) => pause.test(key)).length).toBeGreaterThan(30);
});
