import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { foundRequests, mostFound, type Found } from "../../../lib/queries/desk/found";
import { requireRole } from "../../../lib/sign-in/actor";
import { readReference } from "../../../lib/steps/ask/reference";
import { Chip } from "../../_components/chip";
import { FormField } from "../../_components/form-field";
import { Page } from "../../_components/page";
import { Table, type Column } from "../../_components/table";
import { Reference } from "../_parts/reference";
import { StepForm } from "../_parts/step-form";
import { stateTone } from "../_parts/tones";
import { findAction } from "./action";

type Props = { searchParams: Promise<{ of?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.found"))("title") };
}

/** The requests that were made with one address, and the form that looks for it. */
export default async function FoundPage({ searchParams }: Props) {
  const who = await requireRole("reviewer", "dpo");
  const { of } = await searchParams;
  const named = typeof of === "string" ? of.split(".").flatMap((text) => readReference(text) ?? []) : [];
  const found = await foundRequests(who, named);
  if (!found) notFound();
  const t = await getTranslations("desk.found");
  return (
    <Page area="desk" current="/desk">
      <p className="meta">
        <a href="/desk">{t("queue")}</a>
      </p>
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead")}</p>
      {found.length > 0 && (
        <>
          <p>{t("found", { count: found.length })}</p>
          {found.length === mostFound && <p>{t("most", { count: mostFound })}</p>}
          <Rows found={found} />
        </>
      )}
      <StepForm action={findAction} values={{}} button={t("button")} className="mt-8">
        <FormField name="address" type="email" label={t("address")} hint={t("hint")} value="" autoComplete="off" />
      </StepForm>
    </Page>
  );
}

async function Rows({ found }: { found: Found[] }) {
  const [t, queue, law] = [
    await getTranslations("desk.found"),
    await getTranslations("desk.queue"),
    await getTranslations("law"),
  ];
  const columns: Column<Found>[] = [
    {
      head: queue("reference"),
      names: true,
      cell: ({ reference }) => <Reference of={reference} href={`/desk/requests/${reference}`} />,
    },
    { head: queue("right"), cell: ({ right }) => law(`rights.${right}`) },
    { head: queue("state"), cell: ({ state }) => <Chip tone={stateTone[state]}>{law(`states.${state}`)}</Chip> },
    { head: queue("received"), className: "mono whitespace-nowrap", cell: ({ receivedOn }) => receivedOn },
    { head: queue("due"), className: "mono whitespace-nowrap", cell: ({ dueOn }) => dueOn },
  ];
  return <Table stacks caption={t("caption")} rows={found} rowKey={({ reference }) => reference} columns={columns} />;
}
