import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { exportLines, type ExportLine } from "../../../lib/queries/evidence/exports";
import { requireRole } from "../../../lib/sign-in/actor";
import { ActionForm } from "../../_components/action-form";
import { Button } from "../../_components/button";
import { Chip } from "../../_components/chip";
import { FormField } from "../../_components/form-field";
import { Hidden } from "../../_components/hidden";
import { Page } from "../../_components/page";
import { RadioGroup } from "../../_components/radio-group";
import { Table } from "../../_components/table";
import { spacedReference } from "../../desk/_parts/reference";
import { StepForm } from "../../desk/_parts/step-form";
import { Fetch } from "../_parts/fetch";
import { confirmDestroyedAction, orderExportAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("evidence.exports"))("title") };
}

/** Evidence of several requests: ordered here, made by the worker, fetched by who ordered it, destroyed by its day. */
export default async function ExportsPage() {
  const lines = await exportLines(await requireRole("reviewer", "dpo", "legal"));
  if (!lines) notFound();
  const t = await getTranslations("evidence.exports");
  const late = lines.filter((line) => line.late).length;
  const choices = (name: string, values: string[]) => values.map((value) => ({ value, label: t(`${name}.${value}`) }));
  return (
    <Page area="evidence" current="/evidence/exports">
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead", { count: late })}</p>
      {lines.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <Table<ExportLine>
          caption={t("caption")}
          rows={lines}
          rowKey={({ id }) => id}
          columns={[
            { head: t("of-what"), names: true, cell: (line) => ofWhat(line, t) },
            { head: t("made"), className: "mono whitespace-nowrap", cell: ({ madeOn }) => madeOn },
            { head: t("letters"), cell: ({ personal }) => t(personal ? "with" : "without") },
            { head: t("state"), cell: (line) => <State line={line} /> },
            { head: t("destroy"), cell: (line) => <Destroy line={line} /> },
          ]}
        />
      )}
      <h2>{t("order")}</h2>
      <p>{t("order-what")}</p>
      <StepForm action={orderExportAction} values={{}} button={t("button")}>
        <RadioGroup name="of" legend={t("of")} choices={choices("ofs", ["person", "days"])} />
        <FormField name="reference" label={t("reference")} hint={t("reference-hint")} />
        <FormField name="from" label={t("from")} type="date" short />
        <FormField name="to" label={t("to")} type="date" short />
        <RadioGroup name="personal" legend={t("with-letters")} choices={choices("personals", ["no", "yes"])} />
      </StepForm>
    </Page>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<"evidence.exports">>>;

const ofWhat = ({ form, request, from, to }: ExportLine, t: Words): string => {
  if (form === "days") return t("of-days", { from: from ?? "", to: to ?? "" });
  return t(form === "person" ? "of-person" : "of-request", { reference: spacedReference(request ?? "") });
};

async function State({ line }: { line: ExportLine }) {
  const t = await getTranslations("evidence.exports");
  const { id, state, done, requests, mine, until } = line;
  if (state === "waiting")
    return (
      <>
        <progress max={Math.max(requests, 1)} value={done} aria-label={t("progress")} />{" "}
        {t("so-far", { done, requests })} <a href="/evidence/exports">{t("look-again")}</a>
      </>
    );
  if (state !== "ready") return <>{t(`states.${state}`, { number: id.slice(0, 8) })}</>;
  return (
    <>
      {t("ready", { until: until ?? "" })}
      {mine && <Fetch id={id} look="quiet" label={t("fetch")} />}
    </>
  );
}

async function Destroy({ line: { id, destroyOn, destroyedOn, late, mine } }: { line: ExportLine }) {
  const t = await getTranslations("evidence.exports");
  if (destroyOn === null) return <>–</>;
  if (destroyedOn !== null) return <>{t("destroyed", { on: destroyedOn })}</>;
  return (
    <>
      {late ? <Chip tone="gone">{t("late", { on: destroyOn })}</Chip> : t("by", { on: destroyOn })}
      {mine && (
        <ActionForm action={confirmDestroyedAction}>
          <Hidden values={{ export: id }} />
          <Button look="quiet">{t("confirm")}</Button>
        </ActionForm>
      )}
    </>
  );
}
