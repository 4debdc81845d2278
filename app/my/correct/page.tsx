import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { contacts } from "../../../lib/queries/my/contacts";
import { silentTo } from "../../../lib/queries/my/silent";
import { correctableKinds } from "../../../lib/steps/ask/correctable";
import { Page } from "../../_components/page";
import { reader } from "../_parts/reader";
import { counted } from "../_parts/written";
import { Silent } from "../_parts/silent";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.correct"))("title") };
}

/** Art. 16: of which kind is what is wrong? */
export default async function Correct() {
  const who = await reader();
  const found = await correctableKinds(who);
  const { kinds } = found;
  const silent = silentTo(who, found);
  const { email } = contacts(who);
  const t = await getTranslations("my.correct");
  return (
    <Page area="my" current="/my">
      <h1>{t("headline")}</h1>
      {kinds.length > 0 && <p className="lead">{t("lead")}</p>}
      {kinds.length === 0 && silent.length === 0 && <p className="lead">{t("none")}</p>}
      <Silent of="correct" systems={silent} locale={who.language} />
      <ul className="doors">
        {kinds.map(({ category, label, count }) => (
          <li key={category}>
            <a className="inline-flex items-center min-h-11 font-semibold" href={`/my/correct/${category}`}>
              {label}
            </a>
            <span className="why">{t("records", { count, number: counted(who.language, count) })}</span>
          </li>
        ))}
      </ul>
      <p className="mt-6">{t.rich("elsewhere", { address: () => <a href={`mailto:${email}`}>{email}</a> })}</p>
    </Page>
  );
}
