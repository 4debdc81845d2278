import { getTranslations } from "next-intl/server";
import type { Day } from "../../../lib/gdpr/day";
import type { Line } from "../../../lib/gdpr/answer-line";
import { Ribbon } from "../../_drawings/ribbon";
import { ribbonRows, type Starts } from "./ribbon-rows";
import type { Locale } from "./written";

type Shown = { lines: readonly Line[]; today: Day; starts?: Starts; locale: Locale };

/** When each kind of data goes. */
export async function GoingRibbon({ lines, today, starts = null, locale }: Shown) {
  const t = await getTranslations("my.ribbon");
  const rows = ribbonRows({ lines, today, starts, locale, t });
  if (rows.length === 0) return null;
  return (
    <>
      <h2>{t("title")}</h2>
      <Ribbon rows={rows} today={today} todayLabel={t("today")} description={t("description")} />
    </>
  );
}
