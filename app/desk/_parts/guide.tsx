import { getTranslations } from "next-intl/server";
import type { Language as Locale } from "../../../lib/gdpr/language";
import type { EvidenceField } from "../../../lib/gdpr/task-evidence";
import type { TaskGuide } from "../../../lib/queries/desk/guide";
import type { GuidedFile } from "../../../lib/steps/decide/guided-task";
import { Facts } from "../../_components/facts";
import { FormField } from "../../_components/form-field";

/** What has to be done in a system that only people reach, step by step, and where. */
export async function GuideSteps({ guide: { steps, link }, locale }: { guide: TaskGuide; locale: Locale }) {
  const t = await getTranslations("desk.guide");
  return (
    <>
      <h2>{t("steps")}</h2>
      <ol className="read list-decimal ps-6">
        {steps[locale].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {link && (
        <p>
          <a href={link.url} rel="noreferrer">
            {t("link", { host: new URL(link.url).host })}
          </a>
          {!link.sure && <span className="meta"> {t("link-unsure")}</span>}
        </p>
      )}
    </>
  );
}

/** By what the person is found there, and what was written down; nothing for those who have not looked. */
export async function GuidedPerson({ file, locale }: { file: GuidedFile | null; locale: Locale }) {
  if (!file) return null;
  const t = await getTranslations("desk.guide");
  const { identifiers, evidence, note } = file;
  return (
    <>
      <h3>{t("identifiers")}</h3>
      <Facts
        lines={identifiers.map(({ label, values }) => [
          label[locale],
          <span key={label.en} className={values.length > 0 ? "mono wrap-anywhere whitespace-pre-line" : "meta"}>
            {values.length > 0 ? values.join("\n") : t("unknown")}
          </span>,
        ])}
      />
      {evidence && (
        <>
          <h3>{t("evidence")}</h3>
          <Facts
            lines={[
              ...evidence.map(({ label, value }): [string, string] => [label[locale] ?? label.en, value]),
              note ? [t("note"), note] : null,
            ]}
          />
        </>
      )}
    </>
  );
}

/** The words to send, ready to copy; who it is about stands in them once somebody looked into the file. */
export async function GuidedNotice({ guide, file }: { guide: TaskGuide; file: GuidedFile | null }) {
  if (!guide.notice) return null;
  const [t, words] = [await getTranslations("desk.guide"), await getTranslations("desk.notice")];
  const known = (file?.identifiers ?? []).flatMap(({ values }) => values);
  const { subject, body, language } = guide.notice(known.join(", ") || "…");
  return (
    <>
      <h2>{words("title")}</h2>
      <p className="meta">{words(file ? "copy" : "gap")}</p>
      <div lang={language} className="read border border-line rounded-round p-4 mb-8 whitespace-pre-line wrap-anywhere">
        <p>
          <strong>{t("subject", { subject })}</strong>
        </p>
        {body}
      </div>
    </>
  );
}

/** What has to be written down when it is done. */
export async function EvidenceFields({ fields, locale }: { fields: readonly EvidenceField[]; locale: Locale }) {
  const t = await getTranslations("desk.guide");
  return fields.map(({ id, kind, required, label }) => (
    <FormField
      key={id}
      name={`evidence.${id}`}
      label={required ? (label[locale] ?? label.en) : t("optional", { label: label[locale] ?? label.en })}
      {...(kind === "text" ? { rows: 2, maxLength: 2_000 } : { short: true })}
      {...(kind === "day" ? { type: "date" as const } : {})}
      {...(kind === "number" ? { inputMode: "numeric" as const } : {})}
    />
  ));
}
