import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import * as z from "zod";
import { languages } from "../../../../../i18n/language";
import { orderedRights } from "../../../../../lib/gdpr/matter";
import { pauseGrounds } from "../../../../../lib/gdpr/wish";
import { oneMatter } from "../../../../../lib/queries/desk/matters";
import { requireRole } from "../../../../../lib/sign-in/actor";
import { FormField } from "../../../../_components/form-field";
import { Page } from "../../../../_components/page";
import { CheckboxGroup, RadioGroup } from "../../../../_components/radio-group";
import { StepForm } from "../../../_parts/step-form";
import { orderAction } from "./action";

type Props = { params: Promise<{ matter: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.matter.order-page"))("title") };
}

/** Art. 58(2): what was ordered becomes a request, which is planned and approved like every other. */
export default async function OrderPage({ params }: Props) {
  const who = await requireRole("dpo", "legal");
  const id = z.uuid().safeParse((await params).matter);
  const matter = id.success ? await oneMatter(who, id.data) : null;
  if (!matter) notFound();
  const t = await getTranslations("desk.matter.order-page");
  const href = `/desk/matters/${matter.id}`;
  return (
    <Page area="desk" current="/desk/matters">
      <p className="meta wrap-anywhere">
        <a href="/desk/matters">{t("all")}</a> / <a href={href}>{matter.sender}</a>
      </p>
      <h1>{t("title")}</h1>
      <p className="lead">{t(matter.acts ? "lead" : "closed")}</p>
      {matter.acts && (
        <StepForm
          action={orderAction}
          values={{ id: crypto.randomUUID(), matter: matter.id }}
          button={t("button")}
          back={{ href, label: t("back") }}
        >
          <What />
          <Arrival />
          <Whose />
        </StepForm>
      )}
    </Page>
  );
}

async function What() {
  const [t, law] = [await getTranslations("desk.matter.order-page"), await getTranslations("law")];
  const intake = await getTranslations("desk.intake");
  return (
    <>
      <CheckboxGroup
        name="rights"
        legend={t("rights")}
        hint={t("rights-hint")}
        choices={orderedRights.map((value) => ({
          value,
          label: `${law(`rights.${value}`)} (${law(`articles.${value}`)})`,
        }))}
      />
      <RadioGroup
        name="ground"
        legend={intake("ground")}
        hint={intake("ground-hint")}
        choices={pauseGrounds.map((ground) => ({ value: ground, label: intake(`grounds.${ground}`) }))}
      />
      <FormField name="words" label={t("words")} hint={t("words-hint")} rows={5} maxLength={20_000} />
    </>
  );
}

async function Arrival() {
  const [t, law] = [await getTranslations("desk.intake"), await getTranslations("law")];
  return (
    <>
      <RadioGroup
        name="channel"
        legend={t("channel")}
        choices={(["letter", "email", "other"] as const).map((value) => ({ value, label: law(`channels.${value}`) }))}
      />
      <FormField name="receivedOn" type="date" label={t("received-on")} hint={t("received-on-hint")} short />
      <FormField name="receivedAt" type="time" label={t("received-at")} hint={t("received-at-hint")} short />
    </>
  );
}

/** Whose data it is about, as far as it is known, and who hears of it. */
async function Whose() {
  const [t, law] = [await getTranslations("desk.matter.order-page"), await getTranslations("law")];
  return (
    <>
      <h2>{t("whose")}</h2>
      <FormField name="name" label={t("name")} hint={t("name-hint")} autoComplete="off" maxLength={200} />
      <FormField name="email" type="email" label={t("email")} hint={t("email-hint")} autoComplete="off" />
      <FormField name="post" label={t("post")} hint={t("post-hint")} rows={4} autoComplete="off" maxLength={1_000} />
      <RadioGroup
        name="language"
        legend={t("language")}
        choices={languages().map((value) => ({ value, label: law(`languages.${value}`) }))}
      />
    </>
  );
}
