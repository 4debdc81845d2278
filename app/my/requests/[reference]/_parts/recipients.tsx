import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { written, writtenInstant, type Locale } from "../../../_parts/written";

/** Art. 19: to whom the data had gone, and when they are told. */
export async function Recipients({ request, locale }: { request: RequestView; locale: Locale }) {
  const { recipients, zone } = request;
  if (recipients.length === 0) return null;
  const t = await getTranslations("my.recipients");
  return (
    <section aria-labelledby="recipients">
      <h2 id="recipients">{t("title")}</h2>
      <p>{t("lead")}</p>
      <ul className="answer">
        {recipients.map(({ name, by, toldAt, effectiveOn }) => (
          <li key={name}>
            <b>{name}</b>
            <span className="when">
              {toldAt === null
                ? t("by", { date: written(locale, by) })
                : t(effectiveOn ? "told-effective" : "told", {
                    at: writtenInstant(locale, toldAt, zone),
                    date: effectiveOn ? written(locale, effectiveOn) : "",
                  })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
