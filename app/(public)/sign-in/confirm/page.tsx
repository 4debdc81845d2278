import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "../../../_components/action-form";
import { Button } from "../../../_components/button";
import { ErrorSummary } from "../../../_components/error-summary";
import { Hidden } from "../../../_components/hidden";
import { Page } from "../../../_components/page";
import { confirmLinkAction } from "../link/actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.link"))("confirm") };
}

/** Where the link leads. Opening this page changes nothing and does not tell whether the link is good. */
export default async function Confirm({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const t = await getTranslations("shell.link");
  const problems = await getTranslations("shell.problems");
  const { token } = await searchParams;
  return (
    <Page area="public">
      <ActionForm action={confirmLinkAction}>
        <ErrorSummary title={problems("title")} />
        <h1>{t("confirm-title")}</h1>
        <Hidden values={{ token: typeof token === "string" ? token : "" }} />
        <Button>{t("confirm")}</Button>
      </ActionForm>
      <p className="meta">{t("used")}</p>
      <p>
        <a href="/sign-in/link">{t("again")}</a>
      </p>
    </Page>
  );
}
