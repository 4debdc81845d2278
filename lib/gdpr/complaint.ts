/**
 * Art. 77: to whom one complains from a given place. A complaint is no request to the controller: nothing is stored, nothing
 * waits for it, and no request goes on differently because of it.
 */
import type { Language } from "./language";
import { authoritiesFor, authority, countriesOf, laenderOf, type Authority, type Place } from "./authorities";

/** What a form sends for every country outside the EEA. */
export const elsewhere = "other";

export type ComplaintTo = {
  /** `same`: whoever supervises the controller is also the authority of the place. */
  standing: "unasked" | "land-needed" | "outside" | "same" | "own";
  /** The authority of the place, when it is another than the competent one. */
  own: Authority | null;
  competent: Authority;
  /** The place by its name in the reader's language. */
  place: Place | null;
};

/** `country` and `land` as they came from a form: anything unknown counts as not asked. */
export function complaintTo(
  { country, land }: { country: string | null; land: string | null },
  supervisor: string,
  language: Language,
): ComplaintTo {
  const competent = authority(supervisor);
  const without = (standing: ComplaintTo["standing"]): ComplaintTo => ({ standing, own: null, competent, place: null });
  if (country === elsewhere) return without("outside");
  const places = country === "DE" ? laenderOf(language) : countriesOf(language);
  const code = country === "DE" ? land : country;
  const place = places.find((one) => one.code === code);
  if (!place) return without(country === "DE" ? "land-needed" : "unasked");
  const own = authoritiesFor(country, land, supervisor)[1] ?? null;
  return { standing: own ? "own" : "same", own, competent, place };
}
