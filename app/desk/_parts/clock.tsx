import { getTranslations } from "next-intl/server";
import { day, daysBetween } from "../../../lib/gdpr/day";
import { deadline } from "../../../lib/gdpr/deadline";
import { derivation } from "../../../lib/gdpr/derivation";
import { stillPrompt } from "../../../lib/gdpr/identity-query";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { dates } from "./dates";

type Clocked = Pick<
  DeskRequest,
  | "receivedAt"
  | "receivedOn"
  | "dueOn"
  | "unrolledOn"
  | "extendedOn"
  | "today"
  | "state"
  | "closedAt"
  | "land"
  | "zone"
  | "pauses"
  | "question"
>;

/** By when the answer is due, how much time is left, and how the date comes about. */
export async function Clock({ request }: { request: Clocked }) {
  const { land, zone, pauses } = request;
  const [t, { short, full: inWords }] = [await getTranslations("desk.clock"), await dates()];
  const binds = request.extendedOn ?? request.dueOn;
  const left = daysBetween(day(request.today), day(binds));
  const clock = deadline({
    receivedAt: request.receivedAt,
    land,
    zone,
    pauses,
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
      <Question request={request} />
      <details>
        <summary>{t("how")}</summary>
        <ol className="steps meta">
          {derivation(clock, { land, zone, pauses, extended: request.extendedOn !== null }).map(
            ({ key, ...values }) => (
              <li key={key + JSON.stringify(values)}>{t(`why.${key}`, worded(values, inWords, holiday))}</li>
            ),
          )}
        </ol>
      </details>
    </>
  );
}

/** A question about who the person is waits for its answer: what that does to the date. */
async function Question({ request }: { request: Clocked }) {
  const { question, state, receivedOn, unrolledOn, land } = request;
  if (!question || state !== "received") return null;
  const [t, { full }] = [await getTranslations("desk.clock.question"), await dates()];
  const until = full(unrolledOn);
  const { sentOn } = question;
  if (sentOn === null) return <p className="meta">{t("not-sent")}</p>;
  const rests = stillPrompt({ received: day(receivedOn), land, today: day(sentOn) });
  return <p className="meta">{t(rests ? "rests" : "late", { sent: full(sentOn), until })}</p>;
}

function worded(
  { zone = "", holiday = "none", days = "0", ...dates }: Record<string, string>,
  inWords: (d: string) => string,
  holidayInWords: (name: string) => string,
): Record<string, string | number> {
  const spoken = Object.fromEntries(Object.entries(dates).map(([name, date]) => [name, inWords(date)]));
  return { zone, days: Number(days), holiday: holiday === "none" ? holiday : holidayInWords(holiday), ...spoken };
}
