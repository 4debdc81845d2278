import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { returnPath } from "../../../../lib/sign-in/return-path";
import { ActionForm } from "../../../_components/action-form";
import { Button } from "../../../_components/button";
import { ErrorSummary } from "../../../_components/error-summary";
import { FormField } from "../../../_components/form-field";
import { Hidden } from "../../../_components/hidden";
import { Page } from "../../../_components/page";
import { askForLinkAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.link"))("title") };
}

/** The side door: which address? */
export default async function Link({ searchParams }: { searchParams: Promise<{ to?: string | string[] }> }) {
  const t = await getTranslations("shell.link");
  const problems = await getTranslations("shell.problems");
  const { to } = await searchParams;
  return (
    <Page area="public">
      <ActionForm action={askForLinkAction}>
        <ErrorSummary title={problems("title")} />
        <h1>{t("title")}</h1>
        <Hidden values={{ to: returnPath(to) }} />
        <FormField name="address" type="email" label={t("address")} hint={t("why")} autoComplete="email" />
        <Button>{t("button")}</Button>
      </ActionForm>
    </Page>
  );
}
