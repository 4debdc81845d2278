/**
 * Art. 5(1)(c): of what a browser says about itself, its family and whether it is held in the hand: enough to recognise one's
 * own phone in a list, and the same for millions of people.
 */
export const browsers = ["chrome", "edge", "firefox", "opera", "safari", "samsung", "other"] as const;
export type Browser = (typeof browsers)[number];
export type Device = { browser: Browser; handheld: boolean };

export const unknownDevice: Device = { browser: "other", handheld: false };

/** The first that fits: most browsers also name those that came before them. */
const families: readonly [RegExp, Browser][] = [
  [/\bEdg(?:e|A|iOS)?\//, "edge"],
  [/\b(?:OPR|OPT|Opera)\//, "opera"],
  [/\bSamsungBrowser\//, "samsung"],
  [/\b(?:Firefox|FxiOS)\//, "firefox"],
  [/\b(?:Chrome|CriOS|Chromium)\//, "chrome"],
  [/\bSafari\//, "safari"],
];

/** Of a `User-Agent` header, whatever stands in it. */
export function deviceOf(userAgent: string | null): Device {
  const said = (userAgent ?? "").slice(0, 500);
  const browser = families.find(([sign]) => sign.test(said))?.[1] ?? "other";
  return { browser, handheld: /\b(?:Mobile|Android|iPhone|iPad)\b/.test(said) };
}
