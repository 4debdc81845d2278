import { getTranslations } from "next-intl/server";
import type { Told } from "../../../../../lib/gdpr/answer-line";
import { erasedInShort } from "../../../../../lib/gdpr/erased-in-short";
import type { KindOfLines } from "../../../../../lib/gdpr/kinds-of-lines";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { foremost } from "../../../../../lib/queries/my/topics";
import { listed, written, type Locale } from "../../../_parts/written";

/** So many kinds are named of what is gone, and of what stays; the rest is counted. */
const [gone, staying] = [2, 2];

/** What is gone, what is not confirmed, what stays: as many sentences as there is to say. */
export async function erased({ rest }: RequestView, { lines }: Told, locale: Locale): Promise<string> {
  const t = await getTranslations("my.headlines.erased");
  const { said, kinds, stays } = erasedInShort(lines);
  const named = (some: readonly KindOfLines[], most: number, rest: "more" | "more-stay"): string => {
    const labels = foremost(some, locale).map(({ label }) => label);
    const more = labels.length - most;
    // One more is named as shortly as it is counted.
    return listed(locale, more > 1 ? [...labels.slice(0, most), t(rest, { count: more })] : labels);
  };
  return [
    t(said, { what: named(kinds, gone, "more") }),
    rest ? t(rest.late ? "open-late" : "open", { date: written(locale, rest.by) }) : "",
    stays.length > 0 ? t("stays", { what: named(stays, staying, "more-stay") }) : "",
  ]
    .filter(Boolean)
    .join(" ");
}
