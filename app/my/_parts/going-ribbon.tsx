import { getTranslations } from "next-intl/server";
import type { Day } from "../../../lib/gdpr/day";
import { kindsOf } from "../../../lib/gdpr/kinds-of-lines";
import type { Line } from "../../../lib/gdpr/answer-line";
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

const toneOf = ({ fate }: Line): RibbonTone => tones[fate] ?? "stay";

/** When each kind of data goes. What the person did not ask about is not drawn: no date of it is at stake. */
export async function GoingRibbon({ lines, today, locale }: { lines: readonly Line[]; today: Day; locale: Locale }) {
  const t = await getTranslations("my.ribbon");
  const drawn = lines.filter(({ fate, reason }) => tones[fate] && reason !== "not-asked");
  if (drawn.length === 0) return null;
  const rows = [...new Set(drawn.map(toneOf))].flatMap((tone) =>
    kindsOf(drawn.filter((line) => toneOf(line) === tone)).map(
      ({ category, label, since, last, on, lines }): RibbonRow => {
        const drawing = { key: `${tone} ${category}`, label, since, tone };
        if (tone === "stay" || tone === "lock") {
          // A bar ends where the last of it goes: as long as something of it has no day, it ends nowhere.
          const dateless = lines.filter((line) => line.last === null);
          if (dateless.length === 0 && last !== null)
            return { ...drawing, until: last, end: writtenShort(locale, last) };
          return {
            ...drawing,
            until: null,
            end: t(dateless.every(({ reason }) => reason === "held") ? "held" : "no-date"),
          };
        }
        const past = on !== null && on < today;
        const open = lines.find((line) => line.on === null)?.fate ?? "deleted";
        return { ...drawing, until: on ?? today, end: past ? writtenShort(locale, on) : t(open) };
      },
    ),
  );
  return (
    <>
      <h2>{t("title")}</h2>
      <Ribbon rows={rows} today={today} todayLabel={t("today")} description={t("description")} />
    </>
  );
}
