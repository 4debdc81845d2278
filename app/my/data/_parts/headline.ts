import { getTranslations } from "next-intl/server";
import type { Holdings } from "../../../../lib/queries/my/holdings";
import { counted, written, type Locale } from "../../_parts/written";

/** What is held in one sentence. A number, or "nothing", is said only when everything that can be asked has answered. */
export async function headline({ held, silent, today }: Holdings, locale: Locale): Promise<string> {
  const t = await getTranslations("my.data");
  const records = held.reduce((sum, { count }) => sum + count, 0);
  const numbers = { kinds: held.length, number: counted(locale, records), count: records };
  return t(wordOf({ held, silent }), { ...numbers, date: written(locale, today) });
}

function wordOf({ held, silent }: Pick<Holdings, "held" | "silent">): string {
  if (silent.length > 0) return "headline-silent";
  return held.length > 0 ? "headline" : "headline-none";
}
