import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { transferOffered } from "../../../lib/queries/my/transfer";
import { FormField } from "../../_components/form-field";
import { Page } from "../../_components/page";
import { AskForm } from "../_parts/ask-form";
import { reader } from "../_parts/reader";
import { nameTransferAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.send"))("title") };
}

/** To which company the data should go, and where it takes them. What would go there is shown on the next page. */
export default async function Send() {
  await reader();
  if (!transferOffered()) notFound();
  const t = await getTranslations("my.send");
  return (
    <Page area="my" current="/my">
      <h1>{t("headline")}</h1>
      <p className="lead">{t("lead")}</p>
      <p>{t.rich("instead", { a: (words) => <a href="/my/new?want=portability">{words}</a> })}</p>
      <AskForm action={nameTransferAction} button={t("continue")}>
        <FormField name="company" label={t("company")} maxLength={120} autoComplete="off" />
        <FormField
          name="address"
          label={t("address")}
          hint={t("address-hint")}
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
        />
        <FormField
          name="code"
          label={t("code")}
          hint={t("code-hint")}
          maxLength={502}
          autoComplete="off"
          spellCheck={false}
          short
        />
      </AskForm>
    </Page>
  );
}
