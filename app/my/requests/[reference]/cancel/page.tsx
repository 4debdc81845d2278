import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound, redirect } from "next/navigation";
import { myRequest } from "../../../../../lib/queries/my/request";
import { ActionForm } from "../../../../_components/action-form";
import { Actions, Button, ButtonLink } from "../../../../_components/button";
import { ErrorSummary } from "../../../../_components/error-summary";
import { Hidden } from "../../../../_components/hidden";
import { Page } from "../../../../_components/page";
import { reader } from "../../../_parts/reader";
import { cancelAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.cancel"))("title") };
}

/** One question before a request is taken back. */
export default async function CancelPage({ params }: { params: Promise<{ reference: string }> }) {
  const who = await reader();
  const { reference } = await params;
  const request = await myRequest(who, reference);
  if (!request) notFound();
  if (!request.mayCancel) redirect(`/my/requests/${reference}`);
  const t = await getTranslations("my.cancel");
  const shell = await getTranslations("shell");
  const of = (what: "headline" | "lead") => (t.has(`${what}.${request.manner}`) ? request.manner : "any");
  return (
    <Page area="my" current="/my">
      <p className="meta mono">{reference}</p>
      <h1>{t(`headline.${of("headline")}`)}</h1>
      <p className="lead">{t(`lead.${of("lead")}`)}</p>
      <p>{t("again")}</p>
      <ActionForm action={cancelAction}>
        <ErrorSummary title={shell("problems.title")} />
        <Hidden values={{ reference }} />
        <Actions>
          <Button>{t("button")}</Button>
          <ButtonLink look="quiet" href={`/my/requests/${reference}`}>
            {t("back")}
          </ButtonLink>
        </Actions>
      </ActionForm>
    </Page>
  );
}
