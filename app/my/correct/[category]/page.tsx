import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound, redirect } from "next/navigation";
import { contacts } from "../../../../lib/queries/my/contacts";
import { silentTo } from "../../../../lib/queries/my/silent";
import { correctableRecords } from "../../../../lib/steps/ask/correctable";
import { Page } from "../../../_components/page";
import { reader } from "../../_parts/reader";
import { written } from "../../_parts/written";
import { Silent } from "../../_parts/silent";
import { readable } from "../_parts/stored";
import { toldApart } from "../_parts/told-apart";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.correct"))("title") };
}

/** The records of one kind as they are stored: which of them is wrong? A single one is shown at once. */
export default async function CorrectKind({ params }: { params: Promise<{ category: string }> }) {
  const who = await reader();
  const { category } = await params;
  const found = await correctableRecords(who, category);
  if (!found) notFound();
  const { records } = found;
  const silent = silentTo(who, found);
  const [first, ...others] = records;
  if (first && others.length + silent.length === 0) redirect(`/my/correct/${category}/${first.code}`);
  const { language } = who;
  const { zone, email } = contacts(who);
  const apart = toldApart(
    records,
    (field) => readable(field, language, zone),
    ({ since }) => since && written(language, since),
  );
  const t = await getTranslations("my.correct");
  return (
    <Page area="my" current="/my">
      <p className="meta">
        <a href="/my/correct">{t("back")}</a>
      </p>
      <h1>{first ? t("which", { label: first.label }) : t(silent.length > 0 ? "headline" : "by-person")}</h1>
      {first && <p className="lead">{t("which-lead")}</p>}
      {!first && silent.length === 0 && (
        <p className="lead">{t.rich("none-of-kind", { address: () => <a href={`mailto:${email}`}>{email}</a> })}</p>
      )}
      <Silent of="correct" systems={silent} locale={who.language} />
      {first && (
        <ul className="answer">
          {records.map((record, index) => (
            <li key={record.code}>
              <span>
                <b>{t("record", { label: record.label, place: index + 1 })}</b>
                <span className="why">{apart[index]}</span>
              </span>
              <span className="when">
                <a
                  className="inline-flex items-center min-h-11"
                  href={`/my/correct/${category}/${record.code}`}
                  aria-label={`${t("this")}: ${t("record", { label: record.label, place: index + 1 })}`}
                >
                  {t("this")}
                </a>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
