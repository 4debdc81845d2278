/** An amount of euros, given in cents, as the language writes it. */
export const money = (language: "en" | "de", cents: number): string =>
  new Intl.NumberFormat(language === "de" ? "de-DE" : "en-GB", { style: "currency", currency: "EUR" }).format(
    cents / 100,
  );
