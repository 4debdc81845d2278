import { getTranslations } from "next-intl/server";
import type { Holdings } from "../../../../lib/queries/my/holdings";
import { listed, type Locale } from "../../_parts/written";

/** What cannot be asked from here, and what was looked for and not found. */
export async function Elsewhere({ found, locale }: { found: Holdings; locale: Locale }) {
  const t = await getTranslations("my.data");
  return (
    <>
      {found.byHand.length > 0 && (
        <>
          <h2>{t("by-hand")}</h2>
          <p>{t("by-hand-lead")}</p>
          <ul className="plain">
            {found.byHand.map(({ system, categories }) => (
              <li key={system}>
                {system}: {listed(locale, categories)}
              </li>
            ))}
          </ul>
        </>
      )}
      {found.nothing.length > 0 && (
        <details>
          <summary>{t("nothing", { count: found.nothing.length })}</summary>
          <ul className="plain">
            {found.nothing.map((label) => (
              <li key={label}>{label}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="mt-4">{t("review")}</p>
    </>
  );
}
