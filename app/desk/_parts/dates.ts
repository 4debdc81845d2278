import { getLocale, getTimeZone } from "next-intl/server";
import { localeOf } from "../../../lib/gdpr/language";
import { day } from "../../../lib/gdpr/day";
import { written, writtenShort, writtenWithWeekday, type Locale } from "../../my/_parts/written";

/** Writes days (YYYY-MM-DD) and instants in the page's language and zone. */
export async function dates() {
  const [locale, timeZone] = [(await getLocale()) as Locale, await getTimeZone()];
  const moment = new Intl.DateTimeFormat(localeOf(locale), { dateStyle: "medium", timeStyle: "short", timeZone });
  return {
    /** 8 November 2026 */
    long: (d: string) => written(locale, day(d)),
    /** Sunday, 8 November 2026 */
    full: (d: string) => writtenWithWeekday(locale, day(d)),
    /** 8 Nov 2026 */
    short: (d: string) => writtenShort(locale, day(d)),
    /** 8 Nov 2026, 10:12 */
    moment: (instant: string | Date) => moment.format(new Date(instant)),
  };
}
