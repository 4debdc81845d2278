import { getTranslations } from "next-intl/server";
import type { Day } from "../../../lib/gdpr/day";
import type { Line } from "../../../lib/queries/my/line";
import { Ribbon, type RibbonRow, type RibbonTone } from "../../_drawings/ribbon";
import { writtenShort, type Locale } from "./written";

const tones: Partial<Record<Line["fate"], RibbonTone>> = {
  deleted: "gone",
  "under-way": "gone",
  shortened: "hold",
  disconnected: "hold",
  locked: "lock",
  stays: "stay",
};

/** When each kind of data goes. What the person did not ask about is not drawn: no date of it is at stake. */
export async function GoingRibbon({ lines, today, locale }: { lines: readonly Line[]; today: Day; locale: Locale }) {
  const t = await getTranslations("my.ribbon");
  const drawn = lines.filter(({ fate, reason }) => tones[fate] && reason !== "not-asked");
  if (drawn.length === 0) return null;
  const rows = drawn.map((line): RibbonRow => {
    const { key, label, since, fate, on, last } = line;
    const date = (day: Day | null) => (day === null ? t("no-date") : writtenShort(locale, day));
    const drawing = { key, label, since, tone: tones[fate] as RibbonTone };
    if (fate === "locked" || fate === "stays") return { ...drawing, until: last, end: date(last) };
    const past = on !== null && on < today;
    return { ...drawing, until: on ?? today, end: past ? date(on) : t(fate) };
  });
  return (
    <>
      <h2>{t("title")}</h2>
      <Ribbon rows={rows} today={today} todayLabel={t("today")} description={t("description")} />
    </>
  );
}
