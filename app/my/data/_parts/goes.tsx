import { getTranslations } from "next-intl/server";
import { endOfBar, endOfKind } from "../../../../lib/gdpr/end-of-kind";
import type { Holdings } from "../../../../lib/queries/my/holdings";
import { inTopics } from "../../../../lib/queries/my/topics";
import { Ribbon, type RibbonRow } from "../../../_drawings/ribbon";
import type { Locale } from "../../_parts/written";
import { endInWords } from "./end-in-words";

/** When each kind goes by itself, drawn in the order of the list above it. */
export async function Goes({ found, locale }: { found: Holdings; locale: Locale }) {
  const t = await getTranslations("my.data");
  const inOrder = inTopics(found.held, locale).flatMap(({ kinds }) => kinds);
  const rows = inOrder.map(({ category, label, since, terms }): RibbonRow => {
    const end = endOfKind(terms, found.today);
    const until = endOfBar(end, found.today);
    return { key: category, label, since, until, tone: "stay", end: t(...endInWords(end, locale)) };
  });
  return (
    <>
      <h2>{t("ribbon")}</h2>
      <p className="meta">{t("ribbon-lead", { sweep: found.sweep })}</p>
      <Ribbon rows={rows} today={found.today} todayLabel={t("today")} description={t("ribbon-description")} />
    </>
  );
}
