import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { languageOf } from "../../../i18n/language";
import { controller } from "../../../lib/queries/notice";
import { unsubscribable } from "../../../lib/sign-in/unsubscribe-door";
import { ActionForm } from "../../_components/action-form";
import { Actions, Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { Page } from "../../_components/page";
import { unsubscribeAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.unsubscribe"))("name") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where a newsletter's link leads. Opening it changes nothing, because mail programs open links too; one button does. */
export default async function Unsubscribe({ searchParams }: Props) {
  const query = await searchParams;
  const token = typeof query.token === "string" ? query.token : "";
  const link = await unsubscribable(token, languageOf(await getLocale()));
  const t = await getTranslations("shell.unsubscribe");
  const problems = await getTranslations("shell.problems");
  const email = controller().dataProtectionOfficer;
  const ask = <p className="meta mt-6">{t("ask", { email })}</p>;
  if (!link)
    return (
      <Page area="public">
        <h1>{t("unknown")}</h1>
        <p className="lead">{t("unknown-why", { email })}</p>
      </Page>
    );
  const { label } = link;
  if (link.ended && query.done === "1")
    return (
      <Page area="public">
        <h1>{t(link.all ? "done-all" : "done", { label })}</h1>
        <p className="lead">{t("done-what")}</p>
        <p>{t.rich("more", { a: (words) => <a href="/my/consents">{words}</a> })}</p>
        {ask}
      </Page>
    );
  return (
    <Page area="public">
      <ActionForm action={unsubscribeAction}>
        <ErrorSummary title={problems("title")} />
        <h1>{t(link.all ? "title-all" : "title", { label })}</h1>
        <p className="lead">{t("lead")}</p>
        <p>{t(link.all ? "effect-all" : "effect", { label })}</p>
        <Hidden values={{ token }} />
        <Actions>
          <Button>{t(link.all ? "button-all" : "button", { label })}</Button>
        </Actions>
      </ActionForm>
      {ask}
    </Page>
  );
}
