import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { deskTaxYears } from "../../../lib/queries/desk/tax-years";
import { requireRole } from "../../../lib/sign-in/actor";
import { FormField } from "../../_components/form-field";
import { Page } from "../../_components/page";
import { Table } from "../../_components/table";
import { StepForm } from "../_parts/step-form";
import { releaseYearAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.tax-years"))("title") };
}

/** Calendar years that finance has to release before their tax papers go. */
export default async function TaxYearsPage() {
  const years = await deskTaxYears(await requireRole("reviewer", "dpo"));
  if (!years) notFound();
  const t = await getTranslations("desk.tax-years");
  const open = years.filter(({ state }) => state !== "released");
  return (
    <Page area="desk" current="/desk/duties">
      <p className="meta">
        <a href="/desk/duties">{t("duties")}</a>
      </p>
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead", { count: open.length })}</p>
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
    </Page>
  );
}
