import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "../../_components/action-form";
import { Actions, Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { Page } from "../../_components/page";
import { contacts } from "../../../lib/queries/my/contacts";
import { reader } from "../_parts/reader";
import { stopAdvertisingAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.objection"))("title") };
}

/** Art. 21(2), (4): a no to advertising, apart from everything else; one press, no reason. */
export default async function Objection() {
  const { email } = contacts(await reader());
  const t = await getTranslations("my.objection");
  const problems = await getTranslations("shell.problems");
  return (
    <Page area="my" current="/my/objection">
      <ActionForm action={stopAdvertisingAction}>
        <ErrorSummary title={problems("title")} />
        <h1>{t("title")}</h1>
        <p className="lead">{t("lead")}</p>
        <ul className="plain">
          {(["mail", "post", "profiles", "addresses"] as const).map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
        <p>{t("entry")}</p>
        <Hidden values={{ id: crypto.randomUUID() }} />
        <Actions>
          <Button>{t("send")}</Button>
        </Actions>
      </ActionForm>
      <h2>{t("others")}</h2>
      <p>{t.rich("others-how", { address: () => <a href={`mailto:${email}`}>{email}</a> })}</p>
      <p>{t.rich("consents", { a: (words) => <a href="/my/consents">{words}</a> })}</p>
    </Page>
  );
}
