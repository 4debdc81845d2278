import { getFormatter, getTranslations } from "next-intl/server";
import type { Queue } from "../../../lib/queries/desk/queue";

/** So what? Before the table: what is due, what is late, what is in trouble, what goes next. */
export async function Greeting({ queue }: { queue: Queue }) {
  const [t, format] = [await getTranslations("desk.queue"), await getFormatter()];
  const { week, overdue, trouble, duties } = queue;
  const goes = duties && {
    count: duties.count,
    date: format.dateTime(new Date(`${duties.on}T12:00:00Z`), { day: "numeric", month: "long", year: "numeric" }),
  };
  return (
    <p className="lead">
      {overdue > 0 && <strong className="text-gone">{t("overdue", { count: overdue })} </strong>}
      {t("week", { count: week })} {trouble > 0 && `${t("trouble", { count: trouble })} `}
      {goes && t("duties", goes)}
    </p>
  );
}
