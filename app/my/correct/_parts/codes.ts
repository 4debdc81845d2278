import { languages } from "../../../../i18n/language";
import type { Locale } from "../../_parts/written";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** Codes that ICU names and that are no country: unions, outlying oceans, islands of a country that has a code, unknown. */
const none = new Set(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]);

/** What a person can choose instead of typing a code, by its name; what is stored is always among it. */
export function codes(of: "country" | "language", locale: Locale, stored: string | null) {
  const type = of === "country" ? "region" : "language";
  const names = new Intl.DisplayNames(locale, { type, fallback: "none" });
  const all: readonly string[] = of === "country" ? countries(names) : languages();
  const values = stored === null || all.includes(stored) ? all : [stored, ...all];
  const options = values.map((value) => ({ value, label: names.of(value) ?? value }));
  const empty = stored === null ? [{ value: "", label: "–" }] : [];
  return [...empty, ...options.toSorted((a, b) => a.label.localeCompare(b.label, locale))];
}

const countries = (names: Intl.DisplayNames): string[] =>
  letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !none.has(code) && isCurrent(code) && names.of(code) !== undefined);

/** A code of a country that is no more stands for its successor (DD, YU): nobody lives there. */
const isCurrent = (code: string): boolean => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
