import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { deskSurge, type DeskSurge, type FormerSurge } from "../../../lib/queries/desk/surge";
import { requireRole } from "../../../lib/sign-in/actor";
import { Page } from "../../_components/page";
import { Table } from "../../_components/table";
import { dates } from "../_parts/dates";
import { Declare } from "./_parts/declare";
import { Lasting } from "./_parts/lasting";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.surge"))("title") };
}

/** Far more requests than usual, for a time: declared with facts, and what can be done together as long as it lasts. */
export default async function SurgePage() {
  const found = await deskSurge(await requireRole("reviewer", "dpo", "legal"));
  if (!found) notFound();
  const t = await getTranslations("desk.surge");
  return (
    <Page area="desk" current="/desk">
      <h1>{t("title")}</h1>
      {found.surge ? <Lasting found={found} surge={found.surge} /> : <None found={found} />}
      {found.former.length > 0 && <Former surges={found.former} />}
    </Page>
  );
}

async function None({ found: { declares, today } }: { found: DeskSurge }) {
  const t = await getTranslations("desk.surge");
  return (
    <>
      <p className="lead">{t("lead-none")}</p>
      {declares ? <Declare today={today} /> : <p>{t("not-yours")}</p>}
    </>
  );
}

async function Former({ surges }: { surges: readonly FormerSurge[] }) {
  const [t, { short, moment }] = [await getTranslations("desk.surge"), await dates()];
  return (
    <>
      <h2>{t("former")}</h2>
      <Table
        caption={t("former")}
        rows={surges}
        rowKey={({ id }) => id}
        columns={[
          { head: t("from"), names: true, cell: ({ since }) => short(since) },
          { head: t("declared"), cell: ({ declaredAt }) => moment(declaredAt) },
          { head: t("ended"), cell: ({ endedAt }) => moment(endedAt) },
          { head: t("expected-short"), number: true, cell: ({ expected }) => t("number", { count: expected }) },
        ]}
      />
    </>
  );
}
