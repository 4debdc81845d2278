import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { languages } from "../../../../i18n/language";
import { directionOf, languageName } from "../../../../lib/gdpr/language";
import { ActionForm } from "../../../_components/action-form";
import { Actions, Button } from "../../../_components/button";
import { ErrorSummary } from "../../../_components/error-summary";
import { Page } from "../../../_components/page";
import { RadioGroup } from "../../../_components/radio-group";
import { reader } from "../../_parts/reader";
import { Back } from "../_parts/back";
import { chooseLanguageAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.settings"))("language") };
}

/** One question: in which language the portal speaks and writes. */
export default async function ChooseLanguage() {
  const who = await reader();
  const t = await getTranslations("my.settings");
  const problems = await getTranslations("shell.problems");
  return (
    <Page area="my" current="/my/settings">
      <Back />
      <ActionForm action={chooseLanguageAction} keeps>
        <ErrorSummary title={problems("title")} />
        <RadioGroup
          name="language"
          large
          legend={<h1>{t("language-question")}</h1>}
          hint={t("language-hint")}
          choices={languages().map((value) => ({
            value,
            label: (
              <span lang={value} dir={directionOf(value)}>
                {languageName(value)}
              </span>
            ),
          }))}
          chosen={[who.language]}
        />
        <Actions>
          <Button>{t("save")}</Button>
        </Actions>
      </ActionForm>
    </Page>
  );
}
