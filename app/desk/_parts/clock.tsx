import { getTranslations } from "next-intl/server";
import { addDays, day, daysBetween, type Day } from "../../../lib/gdpr/day";
import { deadline, type Deadline } from "../../../lib/gdpr/deadline";
import { holidayName } from "../../../lib/gdpr/holidays";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { dates } from "./dates";

type Clocked = Pick<DeskRequest, "receivedAt" | "dueOn" | "extendedOn" | "today" | "closedAt" | "land" | "zone">;

/** By when the answer is due, how much time is left, and how the date comes about. */
export async function Clock({ request }: { request: Clocked }) {
  const { land, zone } = request;
  const [t, { short, full: inWords }] = [await getTranslations("desk.clock"), await dates()];
  const binds = request.extendedOn ?? request.dueOn;
  const left = daysBetween(day(request.today), day(binds));
  const clock = deadline({
    receivedAt: request.receivedAt,
    land,
    zone,
    pauses: [],
    extended: request.extendedOn !== null,
  });
  const holiday = (name: string) => (t.has(`holidays.${name}`) ? t(`holidays.${name}`) : name);
  return (
    <>
      <h2>{t("title")}</h2>
      <p className="due">{short(binds)}</p>
      <p className="meta">
        {request.closedAt ? t("closed") : t(left < 0 ? "late" : "left", { days: Math.abs(left) })}
        {request.extendedOn && ` ${t("was", { date: inWords(clock.due) })}`}
      </p>
      <details>
        <summary>{t("how")}</summary>
        <ol className="steps meta">
          {derivation(clock, land, zone, request.extendedOn !== null).map(({ key, ...values }) => (
            <li key={key + JSON.stringify(values)}>{t(`why.${key}`, worded(values, inWords, holiday))}</li>
          ))}
        </ol>
      </details>
    </>
  );
}

type Reason = { key: string } & Record<string, string>;

/** The steps of `deadline`'s own reasons as keys and dates, so that they can be told in every language. */
export function derivation(clock: Deadline, land: "DE-BE", zone: string, extended: boolean): Reason[] {
  const [from, to] = extended ? [clock.extendedUnrolled, clock.extendedDue] : [clock.unrolled, clock.due];
  return [
    { key: "received", date: clock.received, zone },
    { key: sameNumber(clock.received, clock.unrolled) ? "month" : "short-month", date: clock.unrolled },
    ...(extended ? [{ key: "extended", date: clock.extendedUnrolled }] : []),
    ...restDays(from, to).map((date) => ({ key: "rest", date, holiday: holidayName(land, date) ?? "none" })),
    ...(from === to ? [] : [{ key: "rolled", date: to }]),
    { key: "due", date: to },
    ...(extended ? [] : [{ key: "extension", by: clock.unrolled, date: clock.extendedDue }]),
  ];
}

const sameNumber = (a: Day, b: Day): boolean => a.slice(8) === b.slice(8);

function restDays(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let d = day(from); d < to; d = addDays(d, 1)) days.push(d);
  return days;
}

function worded(
  { zone = "", holiday = "none", ...dates }: Record<string, string>,
  inWords: (d: string) => string,
  holidayInWords: (name: string) => string,
): Record<string, string> {
  const spoken = Object.fromEntries(Object.entries(dates).map(([name, date]) => [name, inWords(date)]));
  return { zone, holiday: holiday === "none" ? holiday : holidayInWords(holiday), ...spoken };
}
