import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { deskTaxYears } from "../../../lib/queries/desk/tax-years";
import { requireRole } from "../../../lib/sign-in/actor";
import { FormField } from "../../_components/form-field";
import { Table } from "../../_components/table";
import { BesideDuties, titleOf } from "../duties/_parts/beside";
import { StepForm } from "../_parts/step-form";
import { releaseYearAction } from "./action";

export const generateMetadata = () => titleOf("tax-years");

/** Calendar years that finance has to release before their tax papers go. */
export default async function TaxYearsPage() {
  const years = await deskTaxYears(await requireRole("reviewer", "dpo"));
  if (!years) notFound();
  const t = await getTranslations("desk.tax-years");
  const open = years.filter(({ state }) => state !== "released");
  return (
    <BesideDuties words="tax-years" lead={t("lead", { count: open.length })}>
      <p>{t("why")}</p>
      {years.length > 0 && (
        <Table
          caption={t("caption")}
          rows={years}
          rowKey={({ year }) => String(year)}
          columns={[
            { head: t("year"), names: true, cell: ({ year }) => year },
            {
              head: t("state"),
              cell: ({ state, mine }) => t(mine ? "states.proposed-mine" : `states.${state}`),
            },
            { head: t("on"), className: "mono whitespace-nowrap", cell: ({ on }) => on ?? "–" },
            { head: t("records"), number: true, cell: ({ records }) => t("number", { records }) },
          ]}
        />
      )}
      <h2>{t("release")}</h2>
      <StepForm action={releaseYearAction} values={{}} button={t("button")}>
        <p>{t("what")}</p>
        <FormField
          name="year"
          label={t("which")}
          value={open[0] ? String(open[0].year) : ""}
          inputMode="numeric"
          maxLength={4}
          short
        />
      </StepForm>
    </BesideDuties>
  );
}
