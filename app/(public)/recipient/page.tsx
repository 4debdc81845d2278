import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { controller } from "../../../lib/queries/notice";
import { noticeByLink, type LinkedNotice } from "../../../lib/steps/recipients/by-link";
import { ActionForm } from "../../_components/action-form";
import { Actions, Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { FormField } from "../../_components/form-field";
import { Hidden } from "../../_components/hidden";
import { Page } from "../../_components/page";
import { RadioGroup } from "../../_components/radio-group";
import { confirmNoticeAction, openNoticeAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.recipient"))("name") };
}

type Props = { searchParams: Promise<{ token?: string | string[] }> };

/** Art. 19: where a recipient reads what it was sent, and confirms it. Opening the page changes nothing. */
export default async function RecipientPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const given = typeof token === "string" ? token : "";
  const notice = await noticeByLink(given);
  const t = await getTranslations("shell.recipient");
  const { name, dataProtectionOfficer: email } = controller();
  return (
    <Page area="public">
      <h1>{t(notice ? `title.${notice.state}` : "unknown")}</h1>
      {notice === null && <p className="lead">{t("unknown-why")}</p>}
      {notice?.state === "waits" && <Waiting token={given} notice={notice} controller={name} />}
      {notice?.state === "confirmed" && <p className="lead">{t("confirmed")}</p>}
      {notice && ["open", "read"].includes(notice.state) && <Confirming token={given} notice={notice} />}
      <p className="meta mt-6">
        {notice ? t("ask", { email, reference: notice.reference }) : t("ask-without", { email })}
      </p>
    </Page>
  );
}

async function Waiting({
  token,
  notice,
  controller: from,
}: {
  token: string;
  notice: LinkedNotice;
  controller: string;
}) {
  const [t, problems] = [await getTranslations("shell.recipient"), await getTranslations("shell.problems")];
  return (
    <ActionForm action={openNoticeAction}>
      <ErrorSummary title={problems("title")} />
      <p className="lead">{t("waits", { recipient: notice.recipient, controller: from })}</p>
      <p>{t("opened-once")}</p>
      <Hidden values={{ token }} />
      <Actions>
        <Button>{t("open")}</Button>
      </Actions>
    </ActionForm>
  );
}

async function Confirming({ token, notice }: { token: string; notice: LinkedNotice }) {
  const [t, problems] = [await getTranslations("shell.recipient"), await getTranslations("shell.problems")];
  return (
    <>
      {notice.words === null ? (
        <p>{t("words-gone")}</p>
      ) : (
        <div className="read border border-line rounded-round p-4 mb-8 whitespace-pre-line wrap-anywhere">
          {notice.words}
        </div>
      )}
      <ActionForm action={confirmNoticeAction}>
        <ErrorSummary title={problems("title")} />
        <Hidden values={{ token }} />
        <RadioGroup
          name="answer"
          legend={t("answer")}
          choices={(["done", "nothing-held"] as const).map((value) => ({ value, label: t(value) }))}
        />
        <FormField
          name="effectiveOn"
          type="date"
          label={t("effective-on")}
          hint={t("effective-on-hint")}
          value={notice.today}
          short
        />
        <Actions>
          <Button>{t("confirm")}</Button>
        </Actions>
      </ActionForm>
    </>
  );
}
