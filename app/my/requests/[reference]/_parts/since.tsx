import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { counted, written, type Locale } from "../../../_parts/written";

/** Asked before and answered: what is different now. */
export async function Since({ request, locale }: { request: RequestView; locale: Locale }) {
  const { since } = request;
  if (!since) return null;
  const t = await getTranslations("my.since");
  const { reference, answeredOn, changes } = since;
  return (
    <section aria-labelledby="since">
      <h2 id="since">{t("title", { date: written(locale, answeredOn) })}</h2>
      <p>
        {t.rich(changes.length === 0 ? "nothing" : "lead", {
          a: (words) => <a href={`/my/requests/${reference}`}>{words}</a>,
        })}
      </p>
      {changes.length > 0 && (
        <ul className="plain">
          {changes.map(({ label, before, now }) => (
            <li key={label}>{t("change", { label, before: counted(locale, before), now: counted(locale, now) })}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
