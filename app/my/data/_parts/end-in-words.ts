import { endKey, type EndOfKind } from "../../../../lib/gdpr/end-of-kind";
import { writtenShort, type Locale } from "../../_parts/written";

/** When the last of a kind goes, in a few words (`my.data`), for its line and its bar. */
export const endInWords = (
  end: EndOfKind,
  locale: Locale,
): [key: ReturnType<typeof endKey>, values: { date: string }] => [
  endKey(end),
  { date: end.last === null ? "" : writtenShort(locale, end.last) },
];
