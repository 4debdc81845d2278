import { getTranslations } from "next-intl/server";
import type { Day } from "../../../../lib/gdpr/day";
import type { Holdings } from "../../../../lib/queries/my/holdings";
import { inTopics } from "../../../../lib/queries/my/topics";
import { Ribbon, type RibbonRow } from "../../../_drawings/ribbon";
import { writtenShort, type Locale } from "../../_parts/written";

/** When each kind goes by itself, drawn in the order of the list above it. */
export async function Goes({ found, locale }: { found: Holdings; locale: Locale }) {
  const t = await getTranslations("my.data");
  const endOf = (last: Day | null) => {
    if (last === null) return t("no-date");
    return last > found.today ? writtenShort(locale, last) : t("goes-now");
  };
  const inOrder = inTopics(found.held, locale).flatMap(({ kinds }) => kinds);
  const rows = inOrder.flatMap(({ category, label, since, terms }): RibbonRow[] =>
    terms.map((term) => ({
      key: `${category} ${term.norm} ${term.event}`,
      label,
      since,
      until: term.last,
      tone: "stay",
      end: endOf(term.last),
    })),
  );
  return (
    <>
      <h2>{t("ribbon")}</h2>
      <p className="meta">{t("ribbon-lead")}</p>
      <Ribbon rows={rows} today={found.today} todayLabel={t("today")} description={t("ribbon-description")} />
    </>
  );
}
