import type { Period } from "../../../lib/queries/notice";

const units = { Y: "year", M: "month", D: "day", H: "hour" } as const;

/** A period of the policy in words: P8Y → "8 years", PT168H → "7 days". */
export function periodWords(period: string, locale: string): string {
  const [, count, unit] = /^PT?(\d+)([YMDH])$/.exec(period) ?? [];
  if (!count || !unit) throw new Error(`not a period: ${period}`);
  const days = unit === "H" && Number(count) % 24 === 0 && Number(count) > 24;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: days ? "day" : units[unit as keyof typeof units],
    unitDisplay: "long",
  }).format(days ? Number(count) / 24 : Number(count));
}

/** How long one rule keeps: the key of the sentence and the length in words. */
export function sentenceOf({ keep, from, after }: Period, locale: string): { key: string; period: string } {
  const period = [after, keep]
    .filter((one) => one !== undefined)
    .map((one) => periodWords(one, locale))
    .join(" + ");
  if (from === "open-ended") return { key: "while", period };
  if (from === "end-of-year") return { key: "year-end", period };
  return { key: /^PT?0/.test(keep) && !after ? "at-once" : "from", period };
}
