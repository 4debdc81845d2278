import type { endOfKind } from "../../../../lib/queries/my/holdings";
import { writtenShort, type Locale } from "../../_parts/written";

/** When the last of a kind goes, in a few words (`my.data`), for its line and its bar. */
export function endInWords(
  { last, due }: ReturnType<typeof endOfKind>,
  locale: Locale,
): [key: "no-date" | "goes-by" | "goes-now" | "goes-partly", values: { date: string }] {
  const values = { date: last === null ? "" : writtenShort(locale, last) };
  if (due === "all") return ["goes-now", values];
  if (due === "some") return ["goes-partly", values];
  return [last === null ? "no-date" : "goes-by", values];
}
