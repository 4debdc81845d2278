/** An amount of euros, given in cents, as the language writes it. */
import { localeOf, type Language } from "../gdpr/language";
export const money = (language: Language, cents: number): string =>
  new Intl.NumberFormat(localeOf(language), { style: "currency", currency: "EUR" }).format(cents / 100);
