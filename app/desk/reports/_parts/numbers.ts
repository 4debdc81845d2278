import { getLocale } from "next-intl/server";
import { localeOf } from "../../../../lib/gdpr/language";
import { periodWords } from "../../../(public)/privacy/periods";
import { counted, type Locale } from "../../../my/_parts/written";

/** Writes the numbers of a report as the page's language does. */
export async function numbers() {
  const locale = (await getLocale()) as Locale;
  const months = {
    short: new Intl.DateTimeFormat(localeOf(locale), { month: "short", timeZone: "UTC" }),
    long: new Intl.DateTimeFormat(localeOf(locale), { month: "long", year: "numeric", timeZone: "UTC" }),
  };
  const compact = new Intl.NumberFormat(localeOf(locale), { notation: "compact", maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(localeOf(locale), { style: "percent", maximumFractionDigits: 1 });
  const decimal = new Intl.NumberFormat(localeOf(locale), { maximumFractionDigits: 1 });
  const at = (month: string) => new Date(`${month}-15T12:00:00Z`);
  return {
    locale,
    /** A period of the policy: P8Y → 8 years. */
    period: (period: string) => periodWords(period, locale),
    count: (value: number) => counted(locale, value),
    /** For an axis: 1.2k */
    compact: (value: number) => compact.format(value),
    /** Half of a day is the middle of two; nobody knows it where nothing was answered. */
    median: (value: number | null) => (value === null ? "–" : decimal.format(value)),
    share: (part: number, whole: number) => percent.format(whole === 0 ? 0 : part / whole),
    /** 2026-11 → November 2026 */
    month: (month: string) => months.long.format(at(month)),
    /** 2026-11 → Nov; the year stands with its first month. */
    monthShort: (month: string, first: boolean) =>
      first || month.endsWith("-01")
        ? `${months.short.format(at(month))} ${month.slice(2, 4)}`
        : months.short.format(at(month)),
  };
}
