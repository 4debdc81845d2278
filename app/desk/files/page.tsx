import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { deskFiles } from "../../../lib/queries/desk/files";
import { citedIn } from "../../../lib/queries/desk/words";
import { requireRole } from "../../../lib/sign-in/actor";
import { FormField } from "../../_components/form-field";
import { Table } from "../../_components/table";
import { BesideDuties, titleOf } from "../duties/_parts/beside";
import { StepForm } from "../_parts/step-form";
import { releaseFilesAction } from "./action";

export const generateMetadata = () => titleOf("files");

/** The portal's own request files: when they end, what went, and, where the policy asks, who lets a year go. */
export default async function FilesPage() {
  const files = await deskFiles(await requireRole("reviewer", "dpo"));
  if (!files) notFound();
  const t = await getTranslations("desk.files");
  const locale = await getLocale();
  const { years, byTwo, needed, norm } = files;
  const open = years.find(({ isOver, release }) => isOver && release !== "released");
  return (
    <BesideDuties words="files" lead={t("lead", { count: needed })}>
      <p>{t("why", { norm: citedIn(locale, norm) })}</p>
      <p>{t(byTwo ? "by-two" : "by-schedule")}</p>
      {years.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <Table
          stacks
          caption={t("caption")}
          rows={years}
          rowKey={({ year }) => String(year)}
          columns={[
            { head: t("year"), names: true, cell: ({ year }) => year },
            { head: t("count"), number: true, cell: ({ files }) => t("number", { count: files }) },
            { head: t("from"), className: "mono whitespace-nowrap", cell: ({ goesFrom }) => goesFrom },
            { head: t("destroyed"), number: true, cell: ({ destroyed }) => t("number", { count: destroyed }) },
            { head: t("state"), cell: ({ isOver, release }) => t(isOver ? `states.${release}` : "states.not-over") },
          ]}
        />
      )}
      {byTwo && open && (
        <>
          <h2>{t("release")}</h2>
          <StepForm action={releaseFilesAction} values={{}} button={t("button")}>
            <p>{t("what")}</p>
            <FormField
              name="year"
              label={t("which")}
              value={String(open.year)}
              inputMode="numeric"
              maxLength={4}
              short
            />
          </StepForm>
        </>
      )}
    </BesideDuties>
  );
}
