import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "../../_components/action-form";
import { Actions, Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { Page } from "../../_components/page";
import { weighedUses } from "../../../lib/queries/my/uses";
import { FormField } from "../../_components/form-field";
import { CheckboxGroup } from "../../_components/radio-group";
import { AskForm } from "../_parts/ask-form";
import { reader } from "../_parts/reader";
import { objectAction, stopAdvertisingAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.objection"))("title") };
}

type Props = { searchParams: Promise<{ use?: string | string[] }> };

/** Art. 21(2), (4): a no to advertising, apart from everything else; one press, no reason. `use`: ticked below from the start. */
export default async function Objection({ searchParams }: Props) {
  const { use = [] } = await searchParams;
  const who = await reader();
  const t = await getTranslations("my.objection");
  const problems = await getTranslations("shell.problems");
  return (
    <Page area="my" current="/my/objection">
      <ActionForm action={stopAdvertisingAction}>
        <ErrorSummary title={problems("title")} />
        <h1>{t("headline")}</h1>
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
      <p>{t.rich("consents", { a: (words) => <a href="/my/consents">{words}</a> })}</p>
      <h2 id="others">{t("others")}</h2>
      <p>{t("others-how")}</p>
      <AskForm action={objectAction} button={t("object")} look="quiet" label={t("others")}>
        <CheckboxGroup
          name="purpose"
          chosen={[use].flat()}
          legend={t("which")}
          choices={weighedUses(who).map(({ id, label, interest }) => ({ value: id, label, hint: interest }))}
        />
        <FormField name="words" label={t("words")} hint={t("words-hint")} rows={4} maxLength={5000} />
      </AskForm>
    </Page>
  );
}
