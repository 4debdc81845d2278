/**
 * Art. 77: with whom a person can lodge a complaint. The competent authority is always named, and the one where the person
 * lives beside it; any other may be chosen as well. Who they are stands in `authorities.json`: the EEA and the Länder, each
 * with the list it was read from and when. Read those lists again before a release.
 */
import * as z from "zod";
import type { Language } from "./language";
import data from "./authorities.json";

const https = z.url({ protocol: /^https$/ });

const row = z.strictObject({
  /** ISO 3166: a country ("FR") or a Land ("DE-BY"). */
  code: z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/),
  /** The Land's name; a country's is known to every language by itself. */
  land: z.strictObject({ en: z.string(), de: z.string() }).nullable().default(null),
  name: z.string().min(3),
  url: https,
  /** false: it supervises no private shop. */
  shops: z.boolean().default(true),
  /** `confirmed`: read on the authority's own page. */
  contact: z.strictObject({ post: z.string(), email: z.email(), confirmed: z.boolean() }).nullable().default(null),
  source: z.string(),
  /** A day, or a month where the list says no more. */
  checkedOn: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
});

const list = z
  .strictObject({
    version: z.string(),
    sources: z.record(z.string(), z.strictObject({ url: https, read: z.string() })),
    authorities: z.array(row),
  })
  .refine(({ authorities, sources }) => authorities.every(({ source }) => source in sources), "an unknown source")
  .parse(data);

export type Authority = z.output<typeof row>;

export const authoritiesVersion = list.version;
export const authoritiesSources: readonly string[] = Object.values(list.sources).map(({ url }) => url);
export const authorities: readonly Authority[] = list.authorities;

/** The authority with that code ("FR", "DE-BE"); throws when there is none. */
export function authority(code: string): Authority {
  const found = authorities.find((one) => one.code === code);
  if (!found) throw new Error(`no authority ${code}`);
  return found;
}

/**
 * The authorities a person is shown: the competent one first, then that of the person's residence. `country` as ISO 3166-1
 * alpha-2, `land` as ISO 3166-2 ("DE-BY"); either may be unknown. Outside the EEA the competent one stands alone.
 */
export function authoritiesFor(country: string | null, land: string | null, competent = "DE-BE"): Authority[] {
  // The federal authority supervises no private shop: without a Land only the competent one is known.
  const code = country === "DE" ? land : country;
  const residence = authorities.find((one) => one.code === code && one.shops && one.code !== competent);
  return residence ? [authority(competent), residence] : [authority(competent)];
}

export type Place = { code: string; name: string };

/** The countries of the EEA by name in a language. */
export function countriesOf(language: Language): Place[] {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const rows = authorities.filter(({ land }) => land === null);
  return sorted(
    language,
    rows.map(({ code }) => ({ code, name: names.of(code) ?? code })),
  );
}

/** The German Länder by name in a language. */
export const laenderOf = (language: Language): Place[] =>
  sorted(
    language,
    authorities.flatMap(({ code, land }) => (land ? [{ code, name: language === "de" ? land.de : land.en }] : [])),
  );

const sorted = (language: Language, places: Place[]): Place[] =>
  places.toSorted((one, other) => one.name.localeCompare(other.name, language));
