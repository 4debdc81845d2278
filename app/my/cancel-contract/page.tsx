import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { contacts } from "../../../lib/queries/my/contacts";
import { declaredAt } from "../../../lib/steps/ask/contract-withdrawal";
import { FormField } from "../../_components/form-field";
import { Note } from "../../_components/note";
import { Page } from "../../_components/page";
import { AskForm } from "../_parts/ask-form";
import { reader } from "../_parts/reader";
import { writtenInstant } from "../_parts/written";
import { cancelContractAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.contract"))("title") };
}

/** §§ 355, 312k BGB: no right of this portal, passed on to the shop the same day with the time it came. */
export default async function CancelContract({
  searchParams,
}: {
  searchParams: Promise<{ sent?: string | string[] }>;
}) {
  const who = await reader();
  const sent = z.uuid().safeParse((await searchParams).sent);
  const { cancelUrl, controller, zone } = contacts(who);
  const at = sent.success ? await declaredAt(who, sent.data) : null;
  const t = await getTranslations("my.contract");
  if (at)
    return (
      <Page area="my" current="/my">
        <h1>{t("sent", { at: writtenInstant(who.language, at, zone) })}</h1>
        <p className="lead">{t("sent-lead", { controller })}</p>
        <p>{t("sent-then")}</p>
        <p>
          <a href="/my">{t("home")}</a>
        </p>
      </Page>
    );
  return (
    <Page area="my" current="/my">
      <h1>{t("headline")}</h1>
      <p className="lead">{t.rich("lead", { a: (words) => <a href={cancelUrl}>{words}</a> })}</p>
      <Note>
        <p>{t("clock")}</p>
      </Note>
      <AskForm action={cancelContractAction} button={t("send")}>
        <FormField name="words" label={t("words")} hint={t("words-hint")} rows={5} maxLength={5000} />
        <FormField name="order" label={t("order")} hint={t("order-hint")} short maxLength={100} />
      </AskForm>
    </Page>
  );
}
