import { getLocale, getTranslations } from "next-intl/server";
import { categoryWords } from "../../../lib/queries/desk/words";
import type { CorrectionShown, FieldChange } from "../../../lib/steps/decide/look";
import { Table } from "../../_components/table";

/** Art. 16: each record that is said to be wrong: what it says, and what it should say, or what is done instead. */
export async function Corrections({ of, reduced }: { of: readonly CorrectionShown[]; reduced: boolean }) {
  const t = await getTranslations("desk.file.corrections");
  const locale = await getLocale();
  // The order is that of the file, which never changes.
  return of.map(({ category, how, fields }, index) => (
    <div key={index}>
      <h3>{t("title", { category: categoryWords(category)[locale] })}</h3>
      <p>{t(`how.${how}`)}</p>
      {reduced && <p>{t("reduced", { fields: fields.map(({ label }) => label[locale]).join(", ") })}</p>}
      {!reduced && fields.length > 0 && how !== "statement" && (
        <Table<FieldChange>
          caption={t("caption", { category: categoryWords(category)[locale] })}
          rows={fields}
          rowKey={({ label }) => label.en}
          columns={[
            { head: t("field"), names: true, cell: ({ label }) => label[locale] },
            { head: t("before"), className: "wrap-anywhere", cell: ({ before }) => before ?? t("empty") },
            {
              head: t("after"),
              className: "wrap-anywhere",
              cell: ({ after }) => <strong>{after ?? t("empty")}</strong>,
            },
          ]}
        />
      )}
      {!reduced &&
        how === "statement" &&
        fields.map(({ label, after }) => (
          <p key={label.en} className="read border-s-4 border-line ps-4 whitespace-pre-line wrap-anywhere">
            {after}
          </p>
        ))}
    </div>
  ));
}
