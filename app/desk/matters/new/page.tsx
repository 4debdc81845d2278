import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { addMonths } from "../../../../lib/gdpr/day";
import { matterKinds } from "../../../../lib/gdpr/matter";
import { dayToOpen } from "../../../../lib/queries/desk/matters";
import { requireRole } from "../../../../lib/sign-in/actor";
import { readReference } from "../../../../lib/steps/ask/reference";
import { FormField } from "../../../_components/form-field";
import { Page } from "../../../_components/page";
import { RadioGroup } from "../../../_components/radio-group";
import { spacedReference } from "../../_parts/reference";
import { StepForm } from "../../_parts/step-form";
import { openMatterAction } from "./action";

type Props = { searchParams: Promise<{ request?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.matter.open"))("title") };
}

/** A letter that makes something a matter of the law: who wrote, what they say, by when, about which requests. */
export default async function NewMatterPage({ searchParams }: Props) {
  const today = await dayToOpen(await requireRole("dpo", "legal"));
  if (!today) notFound();
  const { request } = await searchParams;
  const about = typeof request === "string" ? readReference(request) : null;
  const [t, law] = [await getTranslations("desk.matter.open"), await getTranslations("law")];
  return (
    <Page area="desk" current="/desk/matters">
      <p className="meta">
        <a href="/desk/matters">{t("all")}</a>
      </p>
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead")}</p>
      <StepForm
        action={openMatterAction}
        values={{ id: crypto.randomUUID() }}
        button={t("button")}
        back={{ href: "/desk/matters", label: t("back") }}
      >
        <RadioGroup
          name="kind"
          legend={t("kind")}
          choices={matterKinds.map((value) => ({ value, label: law(`matters.${value}`), hint: t(`kinds.${value}`) }))}
        />
        <FormField name="sender" label={t("sender")} hint={t("sender-hint")} autoComplete="off" maxLength={200} />
        <FormField name="fileNumber" label={t("file-number")} hint={t("file-number-hint")} maxLength={200} />
        <FormField name="summary" label={t("summary")} hint={t("summary-hint")} rows={4} maxLength={10_000} />
        <FormField name="deadline" type="date" label={t("deadline")} hint={t("deadline-hint")} short />
        <FormField
          name="references"
          label={t("references")}
          hint={t("references-hint")}
          rows={3}
          spellCheck={false}
          value={about ? spacedReference(about) : undefined}
          maxLength={5_000}
        />
        <FormField
          name="reviewOn"
          type="date"
          label={t("review-on")}
          hint={t("review-hint")}
          value={addMonths(today, 6)}
          short
        />
      </StepForm>
    </Page>
  );
}
