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
  const endOf = ({ fate, on }: Line, until: Day | null) => {
    if (on !== null && on < today) return writtenShort(locale, on);
    if (fate !== "locked" && fate !== "stays") return t(fate);
    return until === null ? t("no-date") : writtenShort(locale, until);
  };
  const rows = drawn.map((line): RibbonRow => {
    const leaves = line.fate !== "locked" && line.fate !== "stays";
    const until = leaves ? (line.on ?? today) : line.last;
    return {
      key: line.key,
      label: line.label,
      since: line.since,
      until,
      tone: tones[line.fate] as RibbonTone,
      end: endOf(line, until),
    };
  });
  return (
    <>
      <h2>{t("title")}</h2>
      <Ribbon rows={rows} today={today} todayLabel={t("today")} description={t("description")} />
    </>
  );
}
