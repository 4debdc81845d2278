/**
 * Art. 2 and 3(4) Reg. (EEC, Euratom) 1182/71: a period that ends on a Saturday, a Sunday or a public holiday ends with
 * the next working day. The holidays are those of the Land where the controller acts, and they are data with a version.
 */
import { addDays, day, weekday, yearOf, type Day } from "./day";

export type Land = "DE-BE";

type Calendar = {
  source: string;
  /** MM-DD, the first year, the name. */
  fixed: readonly (readonly [monthDay: string, since: number, name: string])[];
  /** Days after Easter Sunday. */
  easter: readonly (readonly [offset: number, name: string])[];
  once: Readonly<Record<string, string>>;
};

/** Recorded with each due date, so that a later list can be told from the one that was used. */
export const holidaysVersion = "DE-BE 2025-05-09";

const calendars: Record<Land, Calendar> = {
  "DE-BE": {
    source: "§ 1 FeiertG Berlin, version in force from 2025-05-09 to 2028-06-17 (GVBl. 2024 p. 460)",
    fixed: [
      ["01-01", 1949, "New Year's Day"],
      ["03-08", 2019, "International Women's Day"],
      ["05-01", 1949, "1 May"],
      ["10-03", 1990, "German Unity Day"],
      ["12-25", 1949, "Christmas Day"],
      ["12-26", 1949, "26 December"],
    ],
    easter: [
      [-2, "Good Friday"],
      [1, "Easter Monday"],
      [39, "Ascension Day"],
      [50, "Whit Monday"],
    ],
    once: {
      "2020-05-08": "75th anniversary of the liberation",
      "2025-05-08": "80th anniversary of the liberation",
      "2028-06-17": "75th anniversary of 17 June 1953",
    },
  },
};

/** Where the list of a Land comes from. */
export function holidaysSource(land: Land): string {
  return calendars[land].source;
}

/** Easter Sunday of a year in the Gregorian calendar (Meeus, Jones, Butcher). */
export function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return day(`${year}-${String(Math.floor(f / 31)).padStart(2, "0")}-${String((f % 31) + 1).padStart(2, "0")}`);
}

/** The English name of the public holiday on that day, or null. */
export function holidayName(land: Land, d: Day): string | null {
  const { fixed, easter, once } = calendars[land];
  const byDate = fixed.find(([monthDay, since]) => d.slice(5) === monthDay && yearOf(d) >= since);
  if (byDate) return byDate[2];
  const sunday = easterSunday(yearOf(d));
  const byEaster = easter.find(([offset]) => addDays(sunday, offset) === d);
  return byEaster?.[1] ?? once[d] ?? null;
}

export function isHoliday(land: Land, d: Day): boolean {
  return holidayName(land, d) !== null;
}

/** Monday to Friday and no public holiday; 24 and 31 December are working days. */
export function isWorkingDay(land: Land, d: Day): boolean {
  return weekday(d) <= 5 && !isHoliday(land, d);
}

/** The day itself if it is a working day, else the next one. */
export function rollToWorkingDay(land: Land, d: Day): Day {
  return isWorkingDay(land, d) ? d : rollToWorkingDay(land, addDays(d, 1));
}

/** The n-th working day after the day, which itself is not counted. */
export function addWorkingDays(land: Land, d: Day, n: number): Day {
  return n === 0 ? d : addWorkingDays(land, rollToWorkingDay(land, addDays(d, 1)), n - 1);
}
