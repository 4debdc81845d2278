import { getTranslations } from "next-intl/server";
import type { Register as Shown } from "../../../lib/queries/evidence/register";
import { FormField } from "../../_components/form-field";
import { Table } from "../../_components/table";
import { Quoted } from "../../desk/_parts/sealed-file";
import { StepForm } from "../../desk/_parts/step-form";
import { legalNoteAction } from "./legal-note-action";

/** What never leaves with the evidence: who stands behind the ids, and what legal wrote down for itself. */
export async function Register({ reference, register }: { reference: string; register: Shown }) {
  const [t, law] = [await getTranslations("evidence.register"), await getTranslations("law.roles")];
  return (
    <>
      <h2>{t("title")}</h2>
      <p>{t("what")}</p>
      {register.staff.length === 0 ? (
        <p>{t("nobody")}</p>
      ) : (
        <Table
          caption={t("caption")}
          rows={register.staff}
          rowKey={({ id }) => id}
          columns={[
            { head: t("name"), names: true, cell: ({ name }) => name ?? t("no-name") },
            { head: t("roles"), cell: ({ roles }) => roles.map((role) => law(role)).join(", ") },
            { head: t("id"), className: "mono wrap-anywhere", cell: ({ id }) => id },
          ]}
        />
      )}
      <h2 id="notes">{t("notes")}</h2>
      <p>{t("notes-what")}</p>
      {register.notes.map(({ id, on, text, mine }) => (
        <div key={id}>
          <p className="meta">
            <span className="mono">{on}</span> · {t(mine ? "by-you" : "by-colleague")}
          </p>
          <Quoted text={text} />
        </div>
      ))}
      {/* Anew after each note: with JavaScript a form keeps what was typed into it. */}
      <StepForm key={register.notes.length} action={legalNoteAction} values={{ reference }} button={t("button")}>
        <FormField name="note" label={t("note")} rows={4} maxLength={20_000} />
      </StepForm>
    </>
  );
}
