import { getTranslations } from "next-intl/server";
import type { Queue } from "../../../lib/queries/desk/queue";
import { dates } from "./dates";

/** So what? Before the table: what is due, what is late, what is in trouble, what goes next. */
export async function Greeting({ queue }: { queue: Queue }) {
  const [t, { long }] = [await getTranslations("desk.queue"), await dates()];
  const { week, overdue, trouble, duties, lateMails } = queue;
  const goes = duties && {
    count: duties.count,
    date: long(duties.on),
  };
  return (
    <p className="lead">
      {overdue > 0 && <strong className="text-gone">{t("overdue", { count: overdue })} </strong>}
      {lateMails > 0 && <strong className="text-gone">{t("late-mails", { count: lateMails })} </strong>}
      {t("week", { count: week })} {trouble > 0 && `${t("trouble", { count: trouble })} `}
      {goes && t("duties", goes)}
    </p>
  );
}
