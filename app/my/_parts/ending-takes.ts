import { getTranslations } from "next-intl/server";
import type { EndingTakes } from "../../../lib/queries/my/ending-takes";

/** In sentences (`my.ending`) where a use does not end at once; empty where it does everywhere. */
export async function endingInWords({ hand, overlap }: EndingTakes): Promise<string> {
  const t = await getTranslations("my.ending");
  return [
    ...(hand === null ? [] : [t("hand", { days: hand })]),
    ...(overlap === null ? [] : [t("overlap", { days: overlap })]),
  ].join(" ");
}
