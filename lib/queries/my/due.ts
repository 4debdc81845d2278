/** Art. 12(3): the due date of a request and how it comes about, as facts; the pages own the sentences. */
import { isLawful, pauseDays, type Pause } from "../../gdpr/deadline";
import { stillPrompt } from "../../gdpr/identity-query";
import { isHoliday, rollToWorkingDay, type Land } from "../../gdpr/holidays";
import { addDays, dayOfColumn, weekday, type Day } from "../../gdpr/day";

export type Due = {
  received: Day;
  /** One month after receipt. */
  unrolled: Day;
  /** The day by which the answer is due now: extended, if it was extended. */
  due: Day;
  extended: boolean;
  /** Days that do not count as an end, with the reason. */
  passed: { day: Day; because: "weekend" | "holiday" }[];
  /** Questions about who the person is that rested the time limit until their answer. */
  pauses: Pause[];
  /** One of them waits for its answer, and the date moves by the days until it is there. */
  rests: boolean;
};

type Row = {
  state: string;
  receivedOn: Date;
  unrolledOn: Date;
  dueOn: Date;
  extendedOn: Date | null;
  pauses: unknown;
  identitySentOn: Date | null;
};

export function dueOf(row: Row, land: Land): Due {
  const [received, unrolled, normal] = [row.receivedOn, row.unrolledOn, row.dueOn].map(dayOfColumn) as [Day, Day, Day];
  const pauses = (row.pauses as Pause[]).filter((pause) => isLawful(pause, { received, land }));
  const end = addDays(unrolled, pauseDays(pauses, { received, land }));
  const rolled = rollToWorkingDay(land, end);
  const passed: Due["passed"] = [];
  for (let day = end; day < rolled && normal === rolled; day = addDays(day, 1))
    passed.push({ day, because: isHoliday(land, day) && weekday(day) <= 5 ? "holiday" : "weekend" });
  return {
    received,
    unrolled,
    due: row.extendedOn ? dayOfColumn(row.extendedOn) : normal,
    extended: row.extendedOn !== null,
    passed,
    pauses,
    rests:
      row.state === "received" &&
      row.identitySentOn !== null &&
      stillPrompt({ received, land, today: dayOfColumn(row.identitySentOn) }),
  };
}
