import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { written, writtenInstant, type Locale } from "../../../_parts/written";

/** Art. 19: to whom the data had gone, and when they are told. */
export async function Recipients({ request, locale }: { request: RequestView; locale: Locale }) {
  const { recipients, zone, today } = request;
  if (recipients.length === 0) return null;
  const t = await getTranslations("my.recipients");
  const said = ({ by, toldAt, effectiveOn, notTold }: RequestView["recipients"][number]): string => {
    if (notTold) return t(`not-told.${notTold}`);
    if (toldAt === null) return t(by < today ? "by-late" : "by", { date: written(locale, by) });
    const at = writtenInstant(locale, toldAt, zone);
    return effectiveOn ? t("told-effective", { at, date: written(locale, effectiveOn) }) : t("told", { at });
  };
  return (
    <section aria-labelledby="recipients">
      <h2 id="recipients">{t("title")}</h2>
      <p>{t("lead")}</p>
      <ul className="answer">
        {recipients.map((one) => (
          <li key={one.id}>
            <span>
              <b>{one.name}</b>
              {one.lifted && <span className="why">{t("lifted")}</span>}
            </span>
            <span className="when">{said(one)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
