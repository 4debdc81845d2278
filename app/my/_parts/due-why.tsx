import { getTranslations } from "next-intl/server";
import { daysBetween } from "../../../lib/gdpr/day";
import type { Due } from "../../../lib/queries/my/due";
import { written, writtenWithWeekday, type Locale } from "./written";

type Shown = { due: Due; locale: Locale; answered?: boolean; late?: boolean };

/** How the date of the answer comes about, one step a line. `answered`: it is told as one that was; `late`: as one that was missed. */
export async function DueWhy({ due, locale, answered = false, late = false }: Shown) {
  const t = await getTranslations("my.due");
  return (
    <ul className="plain">
      <li>{t("received", { date: written(locale, due.received) })}</li>
      <li>{t("month", { date: writtenWithWeekday(locale, due.unrolled) })}</li>
      {due.pauses.map(({ from, to }) => (
        <li key={from}>
          {t("paused", { asked: written(locale, from), answered: written(locale, to), days: daysBetween(from, to) })}
        </li>
      ))}
      {due.passed.map(({ day, because }) => (
        <li key={day}>{t(because, { date: writtenWithWeekday(locale, day) })}</li>
      ))}
      {due.rests && <li>{t("rests")}</li>}
      {due.extended && <li>{t("extended")}</li>}
      <li>
        <b>{t(answered ? "was-due" : late ? "due-late" : "due", { date: writtenWithWeekday(locale, due.due) })}</b>
      </li>
    </ul>
  );
}
