import { getTranslations } from "next-intl/server";
import type { Actor } from "../../../../../lib/actor";
import { contacts } from "../../../../../lib/queries/my/contacts";
import { mySettings } from "../../../../../lib/queries/my/settings";

/** Art. 12(4): to whom one can turn, named every time. */
export async function Disagree({ who }: { who: Actor }) {
  const t = await getTranslations("my.disagree");
  const { email } = contacts(who);
  const { first: authority } = await mySettings(who);
  return (
    <>
      <h2>{t("title")}</h2>
      <p>
        {t.rich("ways", {
          write: (words) => <a href={`mailto:${email}`}>{words}</a>,
          complain: (words) => <a href="/complaint">{words}</a>,
          site: () => (
            <a href={authority.url} rel="noreferrer">
              {authority.name}
            </a>
          ),
        })}
      </p>
    </>
  );
}
