import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { freshness } from "../../../../../lib/queries/my/fresh";
import { contacts } from "../../../../../lib/queries/my/contacts";
import { silentTo } from "../../../../../lib/queries/my/silent";
import { correctableRecords, type FieldShown, type RecordShown } from "../../../../../lib/steps/ask/correctable";
import { ButtonLink } from "../../../../_components/button";
import { Facts } from "../../../../_components/facts";
import { FormField, Select } from "../../../../_components/form-field";
import { Note } from "../../../../_components/note";
import { Page } from "../../../../_components/page";
import { CheckboxGroup } from "../../../../_components/radio-group";
import { AskForm } from "../../../_parts/ask-form";
import { reader } from "../../../_parts/reader";
import { Unsent } from "../../../_parts/unsent";
import type { Locale } from "../../../_parts/written";
import { codes } from "../../_parts/codes";
import { Silent } from "../../../_parts/silent";
import { Stored } from "../../_parts/stored";
import { correctAction } from "./action";

/** In which language and by which clock values are shown. */
type Shown = { locale: Locale; zone: string };
type Props = { params: Promise<{ category: string; code: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.correct"))("title") };
}

/** One record: what is stored, what it should say, why. */
export default async function CorrectRecord({ params }: Props) {
  const who = await reader();
  const { category, code } = await params;
  const found = await correctableRecords(who, category);
  const record = found?.records.find((one) => one.code === code);
  const silent = found ? silentTo(who, found) : [];
  if (!record && silent.length === 0) notFound();
  if (!record) return <Unread silent={silent} locale={who.language} />;
  const t = await getTranslations("my.correct");
  const way = record.ways[0] ?? "review";
  const shown = { locale: who.language, zone: contacts(who).zone };
  return (
    <Page area="my" current="/my">
      <p className="meta">
        <a href="/my/correct">{t("back")}</a>
      </p>
      <h1>{record.label}</h1>
      <p className="lead">{t(`ways.${way}`)}</p>
      <Identity record={record} freshness={freshness(who)} />
      <AskForm key="form" action={correctAction} values={{ category, code }} button={t(`send.${way}`)}>
        <Fixed record={record} shown={shown} />
        {record.fields
          .filter(({ correctable, identity }) => correctable && (!identity || freshness(who).fresh))
          .map((field) => (
            <Field key={field.column} field={field} shown={shown} />
          ))}
        {way === "self-service" ? (
          <FormField name="words" label={t("why-free")} hint={t("why-free-hint")} rows={2} maxLength={5000} />
        ) : (
          <>
            {record.ways.includes("statement") && (
              <FormField name="statement" label={t("statement")} hint={t("statement-hint")} rows={4} maxLength={5000} />
            )}
            {way === "document" && (
              <FormField name="statement" label={t("document")} hint={t("document-hint")} rows={4} maxLength={5000} />
            )}
            {way === "review" && (
              <FormField name="words" label={t("why")} hint={t("why-hint")} rows={3} maxLength={5000} />
            )}
            <CheckboxGroup
              name="pause"
              legend={t("meanwhile")}
              choices={[{ value: "yes", label: t("pause"), hint: t("pause-hint") }]}
            />
          </>
        )}
      </AskForm>
    </Page>
  );
}

/** The record may lie where nothing answered: nobody says that it is gone. */
async function Unread({ silent, locale }: { silent: readonly string[]; locale: Locale }) {
  const t = await getTranslations("my.correct");
  return (
    <Page area="my" current="/my">
      <p className="meta">
        <a href="/my/correct">{t("back")}</a>
      </p>
      <h1>{t("title")}</h1>
      <Silent of="correct" systems={silent} locale={locale} />
      <Unsent key="form" action={correctAction} />
    </Page>
  );
}

/** What the person is recognised by can be changed only after a fresh sign-in. */
async function Identity({
  record,
  freshness: { fresh, minutes, coolDays },
}: {
  record: RecordShown;
  freshness: ReturnType<typeof freshness>;
}) {
  const identity = record.fields.filter((field) => field.correctable && field.identity);
  const t = await getTranslations("my.correct");
  if (identity.length === 0) return null;
  const fields = identity.map(({ label }) => label).join(", ");
  const here = `/my/correct/${record.category}/${record.code}`;
  return (
    <Note>
      <p>{t("identity", { fields, days: coolDays })}</p>
      {!fresh && (
        <>
          <p>{t("identity-fresh", { fields, minutes })}</p>
          <ButtonLink look="quiet" href={`/sign-in?fresh=1&to=${encodeURIComponent(here)}`}>
            {t("identity-sign-in")}
          </ButtonLink>
        </>
      )}
    </Note>
  );
}

/** What stands in the record and is not changed here. */
function Fixed({ record, shown }: { record: RecordShown; shown: Shown }) {
  const fixed = record.fields.filter(({ correctable, value }) => !correctable && value !== null);
  if (fixed.length === 0) return null;
  return <Facts lines={fixed.map((field) => [field.label, <Stored key={field.column} field={field} {...shown} />])} />;
}

async function Field({ field, shown }: { field: FieldShown; shown: Shown }) {
  const t = await getTranslations("my.correct");
  const { column, label, is, value } = field;
  const name = `to.${column}`;
  const stored = (
    <>
      {t("stored")} <Stored field={field} {...shown} />
    </>
  );
  if (is === "country" || is === "language") {
    const options = codes(is, shown.locale, value);
    return <Select name={name} label={label} hint={stored} options={options} value={value ?? ""} />;
  }
  return (
    <FormField
      name={name}
      label={label}
      hint={stored}
      value={value ?? ""}
      type={is === "email" ? "email" : is === "day" ? "date" : "text"}
      rows={is === "long-text" ? 4 : undefined}
      maxLength={5000}
    />
  );
}
