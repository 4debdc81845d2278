import { getLocale, getTranslations } from "next-intl/server";
import { day } from "../../../lib/gdpr/day";
import type { DeskRequest, Line } from "../../../lib/queries/desk/request";
import { categoryWords } from "../../../lib/queries/desk/words";
import { Ribbon, type RibbonRow, type RibbonTone } from "../../_drawings/ribbon";
import { dates } from "./dates";
import { goesNow } from "./plan-table";

/** The picture of the plan: for each kind of data from when it was first held to the day it goes. */
export async function WhenItGoes({ request }: { request: DeskRequest }) {
  const [t, { short }] = [await getTranslations("desk.ribbon"), await dates()];
  const locale = await getLocale();
  const lines = request.decisions.filter((line) => toneOf(line) !== null && line.norm !== "not-theirs");
  if (!lines.some((line) => goesNow(line) || line.until !== null)) return null;
  const went = (line: Line) => line.endedOn ?? (goesNow(line) ? line.finishedOn : null);
  const end = (line: Line) => {
    const on = went(line);
    if (on !== null) return short(on);
    if (line.until) return short(line.until);
    return goesNow(line) ? t("now") : t("no-date");
  };
  const rows = lines.map((line): RibbonRow => {
    const until = went(line) ?? line.until ?? (goesNow(line) ? request.today : null);
    return {
      key: String(line.idx),
      label: categoryWords(line.category)[locale],
      since: line.since === null ? null : day(line.since),
      until: until === null ? null : day(until),
      tone: line.endedOn === null ? (toneOf(line) as RibbonTone) : "gone",
      end: end(line),
    };
  });
  return (
    <section aria-labelledby="ribbon">
      <h2 id="ribbon">{t("title")}</h2>
      <Ribbon rows={rows} today={day(request.today)} todayLabel={t("today")} description={t("description")} />
    </section>
  );
}

/** What is only handed out or asked about has no end to draw. */
function toneOf({ action, norm, until }: Line): RibbonTone | null {
  if (goesNow({ action })) return "gone";
  if (action === "restrict") return "lock";
  if (action === "keep") return until === null && norm !== null ? "hold" : "stay";
  return null;
}
