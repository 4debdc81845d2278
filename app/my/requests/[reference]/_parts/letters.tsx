import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { written, type Locale } from "../../../_parts/written";

/** The letters of this request, each readable here. */
export async function Letters({ request, locale }: { request: RequestView; locale: Locale }) {
  const t = await getTranslations("my.letters");
  if (request.letters.length === 0) return null;
  return (
    <>
      <h2>{t("title")}</h2>
      <ul className="answer">
        {request.letters.map(({ id, kind, on, mail }) => (
          <li key={id}>
            <span>
              <a className="inline-flex items-center min-h-11" href={`/my/requests/${request.reference}/letters/${id}`}>
                {t(t.has(`kinds.${kind}`) ? `kinds.${kind}` : "kinds.other")}
              </a>
              {mail && <span className="why">{t(`mail.${mail}`)}</span>}
            </span>
            <span className="when">
              <span className="meta">{written(locale, on)}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
