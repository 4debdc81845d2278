import { getLocale, getTranslations } from "next-intl/server";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { categoryWords } from "../../../lib/queries/desk/words";
import { Reference } from "./reference";

/** Art. 12(5): asked again: how often, after which answer, and what is different since. Number alone refuses nothing. */
export async function Repeats({ request }: { request: DeskRequest }) {
  const { reminders, repeats, alike, planNo } = request;
  const t = await getTranslations("desk.rail.repeats");
  const locale = await getLocale();
  const changes = differences(request);
  return (
    <>
      {reminders > 0 && <p className="meta">{t("reminders", { count: reminders })}</p>}
      {alike.map((reference) => (
        <p key={reference} className="meta">
          {t("alike")} <Reference of={reference} href={`/desk/requests/${reference}`} />
        </p>
      ))}
      {repeats && (
        <>
          <p className="meta">
            {t("repeats")} <Reference of={repeats} href={`/desk/requests/${repeats}`} />
          </p>
          {planNo > 0 && (
            <ul className="plain meta">
              {changes.length === 0 && <li>{t("same")}</li>}
              {changes.map(({ category, was, is }) => (
                <li key={category}>{t("changed", { category: categoryWords(category)[locale], was, is })}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </>
  );
}

type Difference = { category: string; was: number; is: number };

/** Categories of which another number of records is held than at the answer before. */
export function differences({ before, decisions }: Pick<DeskRequest, "before" | "decisions">): Difference[] {
  const is = new Map<string, number>();
  for (const { category, count } of decisions) if (count !== null) is.set(category, (is.get(category) ?? 0) + count);
  const was = new Map(before.map(({ category, count }) => [category, count]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((category) => ({ category, was: was.get(category) ?? 0, is: is.get(category) ?? 0 }))
    .filter((one) => one.was !== one.is);
}
