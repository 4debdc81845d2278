import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "../../_components/action-form";
import { Actions, Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { Page } from "../../_components/page";
import type { Actor } from "../../../lib/actor";
import { advertisingTakes } from "../../../lib/queries/my/ending-takes";
import { weighedUses } from "../../../lib/queries/my/uses";
import { FormField } from "../../_components/form-field";
import { CheckboxGroup } from "../../_components/radio-group";
import { AskForm } from "../_parts/ask-form";
import { endingInWords } from "../_parts/ending-takes";
import { reader } from "../_parts/reader";
import { objectAction, stopAdvertisingAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.objection"))("title") };
}

type Props = { searchParams: Promise<{ use?: string | string[] }> };

/**
 * Art. 21(2), (4): a no to advertising, apart from everything else; one press, no reason. `use`: the person comes with a no to that use,
 * which stands first then, and ticked.
 */
export default async function Objection({ searchParams }: Props) {
  const { use = [] } = await searchParams;
  const who = await reader();
  const t = await getTranslations("my.objection");
  const came = [use].flat();
  const others = <Others key="others" who={who} came={came} />;
  const advertising = <Advertising key="advertising" first={came.length === 0} />;
  return (
    <Page area="my" current="/my/objection">
      {came.length > 0 ? [others, advertising] : [advertising, others]}
      <p>{t.rich("consents", { a: (words) => <a href="/my/consents">{words}</a> })}</p>
    </Page>
  );
}

async function Advertising({ first }: { first: boolean }) {
  const t = await getTranslations("my.objection");
  const problems = await getTranslations("shell.problems");
  const Headline = first ? "h1" : "h2";
  return (
    <ActionForm action={stopAdvertisingAction} label={t("headline")}>
      <ErrorSummary title={problems("title")} />
      <Headline>{t("headline")}</Headline>
      <p className={first ? "lead" : undefined}>
        {t("lead")} {await endingInWords(advertisingTakes())}
      </p>
      <ul className="plain">
        {(["mail", "post", "profiles", "addresses"] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <p>{t("entry")}</p>
      <Hidden values={{ id: crypto.randomUUID() }} />
      <Actions>
        <Button look={first ? "act" : "quiet"}>{t("send")}</Button>
      </Actions>
    </ActionForm>
  );
}

/** As plain to see as the no to advertising: both are the person's right. */
async function Others({ who, came }: { who: Actor; came: readonly string[] }) {
  const t = await getTranslations("my.objection");
  const Headline = came.length > 0 ? "h1" : "h2";
  return (
    <>
      <Headline id="others">{t("others")}</Headline>
      <p className={came.length > 0 ? "lead" : undefined}>{t("others-how")}</p>
      <AskForm action={objectAction} button={t("object")} label={t("others")}>
        <CheckboxGroup
          name="purpose"
          chosen={[...came]}
          legend={t("which")}
          choices={weighedUses(who).map(({ id, label, interest }) => ({ value: id, label, hint: interest }))}
        />
        <FormField name="words" label={t("words")} hint={t("words-hint")} rows={4} maxLength={5000} />
      </AskForm>
    </>
  );
}
