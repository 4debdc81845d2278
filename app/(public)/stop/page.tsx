import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { controller } from "../../../lib/queries/notice";
import { stoppable } from "../../../lib/steps/ask/stop";
import { ActionForm } from "../../_components/action-form";
import { Actions, Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { Page } from "../../_components/page";
import { stopAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.stop"))("name") };
}

type Props = { searchParams: Promise<{ token?: string | string[] }> };

/** Where the link of a notice leads. Opening it changes nothing; what it tells stood in the mail already. */
export default async function StopPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const given = typeof token === "string" ? token : "";
  const request = await stoppable(given);
  const [t, law] = [await getTranslations("shell.stop"), await getTranslations("law")];
  const [problems, format] = [await getTranslations("shell.problems"), await getFormatter()];
  const ask = <p className="meta mt-6">{t("ask", { email: controller().dataProtectionOfficer })}</p>;
  if (!request) return <Said title={t("unknown")} text={t("unknown-why")} ask={ask} />;
  if (request.stopped) return <Said title={t("stopped")} text={t("stopped-what")} ask={ask} />;
  if (request.over) return <Said title={t("over")} text={t("over-what")} ask={ask} />;
  const receivedOn = format.dateTime(new Date(request.receivedOn), { dateStyle: "long", timeZone: "UTC" });
  return (
    <Page area="public">
      <ActionForm action={stopAction}>
        <ErrorSummary title={problems("title")} />
        <h1>{t("title")}</h1>
        <p className="lead">
          {request.followUp
            ? t("made-followed", { on: receivedOn })
            : t("made", { on: receivedOn, right: law(`rights.${request.right}`) })}
        </p>
        <p>{t(request.followUp ? "effect-followed" : "effect")}</p>
        <Hidden values={{ token: given }} />
        <Actions>
          <Button>{t("button")}</Button>
        </Actions>
      </ActionForm>
      <p>{t(request.followUp ? "own-followed" : "own")}</p>
      {ask}
    </Page>
  );
}

function Said({ title, text, ask }: { title: string; text: string; ask: ReactNode }) {
  return (
    <Page area="public">
      <h1>{title}</h1>
      <p className="lead">{text}</p>
      {ask}
    </Page>
  );
}
