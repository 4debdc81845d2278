/** The two languages of the portal and how one is chosen. */
export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (text: unknown): text is Language => languages.some((one) => one === text);

/** The best of our languages for an `Accept-Language` header (RFC 9110 12.5.4); English when none fits. */
export function preferred(header: string | null): Language {
  const wishes = (header ?? "").split(",").map((part) => {
    const [tag = "", ...rest] = part.trim().toLowerCase().split(";");
    const q = rest.map((text) => /^\s*q=([0-9.]+)$/.exec(text)?.[1]).find(Boolean);
    return { language: tag.split("-")[0], weight: q === undefined ? 1 : Number(q) };
  });
  const best = wishes.filter(({ language, weight }) => isLanguage(language) && weight > 0);
  return (best.sort((a, b) => b.weight - a.weight)[0]?.language as Language | undefined) ?? "en";
}
