import { getTranslations } from "next-intl/server";
import type { Paused } from "../../../lib/queries/my/paused";
import { listed, type Locale } from "./written";

/** So many are named in a headline; the rest is counted there and named below. */
const mostNamed = 3;

/** What a pause is about, where it is not everything. */
export const pausedParts = ({ uses, scope }: Pick<Paused, "uses" | "scope">): string[] =>
  uses.length > 0 ? uses : scope;

/** The same for a headline; empty where everything is paused. */
export async function pausedInShort(paused: Pick<Paused, "uses" | "scope">, locale: Locale): Promise<string> {
  const parts = pausedParts(paused);
  if (parts.length <= mostNamed) return parts.length === 0 ? "" : listed(locale, parts);
  const named = parts.slice(0, mostNamed - 1);
  const t = await getTranslations("my.paused");
  return listed(locale, [...named, t("more", { count: parts.length - named.length })]);
}

/** The same with nothing left out. */
export async function pausedInFull(paused: Pick<Paused, "uses" | "scope">, locale: Locale): Promise<string> {
  const parts = pausedParts(paused);
  return parts.length > 0 ? listed(locale, parts) : (await getTranslations("my.paused"))("everything");
}
