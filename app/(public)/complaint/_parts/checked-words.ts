import { localeOf } from "../../../../lib/gdpr/language";

/** When something was last looked at: 3 September 2026, or October 2026 where only the month is known. */
export function checkedWords(date: string, locale: string): string {
  const [month, day] = [date.slice(0, 7), date.slice(8)];
  const format = new Intl.DateTimeFormat(localeOf(locale), {
    ...(day ? { day: "numeric" as const } : {}),
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.format(new Date(`${month}-${day || "01"}T00:00:00Z`));
}
