import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { freshness } from "../../../../lib/queries/my/fresh";
import { mySettings } from "../../../../lib/queries/my/settings";
import { ActionForm } from "../../../_components/action-form";
import { Actions, Button } from "../../../_components/button";
import { ErrorSummary } from "../../../_components/error-summary";
import { FormField } from "../../../_components/form-field";
import { Page } from "../../../_components/page";
import { RadioGroup } from "../../../_components/radio-group";
import { reader } from "../../_parts/reader";
import { Back } from "../_parts/back";
import { SignInFirst } from "../_parts/sign-in-first";
import { choosePaperAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.settings"))("paper") };
}

/** One question: whether letters come on paper as well, and where to. */
export default async function ChoosePaper() {
  const who = await reader();
  const { paper } = await mySettings(who);
  const { fresh, minutes } = freshness(who);
  const t = await getTranslations("my.settings");
  const problems = await getTranslations("shell.problems");
  return (
    <Page area="my" current="/my/settings">
      <Back />
      {fresh ? (
        <ActionForm action={choosePaperAction} keeps>
          <ErrorSummary title={problems("title")} />
          <RadioGroup
            name="paper"
            large
            legend={<h1>{t("paper-question")}</h1>}
            hint={t("paper-hint")}
            choices={(["no", "yes"] as const).map((value) => ({ value, label: t(`paper-choices.${value}`) }))}
            chosen={[paper === null ? "no" : "yes"]}
          />
          <FormField
            name="address"
            label={t("address")}
            hint={t("address-hint")}
            value={paper ?? ""}
            rows={5}
            autoComplete="street-address"
            maxLength={800}
          />
          <Actions>
            <Button>{t("save")}</Button>
          </Actions>
        </ActionForm>
      ) : (
        <>
          <h1>{t("paper-question")}</h1>
          <SignInFirst why={t("paper-fresh", { minutes })} to="/my/settings/paper" />
        </>
      )}
    </Page>
  );
}
