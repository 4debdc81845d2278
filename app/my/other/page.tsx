import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pauseGrounds, requesters } from "../../../lib/gdpr/wish";
import { FormField } from "../../_components/form-field";
import { Page } from "../../_components/page";
import { CheckboxGroup, RadioGroup } from "../../_components/radio-group";
import { AskForm } from "../_parts/ask-form";
import { reader } from "../_parts/reader";
import { otherAction } from "./action";
import { wanted } from "./wanted";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.other"))("title") };
}

/** For whom the other pages do not fit: who they are, whose data it is about, what they want. A person answers. */
export default async function Other() {
  await reader();
  const [t, pause] = [await getTranslations("my.other"), await getTranslations("my.pause.grounds")];
  return (
    <Page area="my" current="/my">
      <h1>{t("headline")}</h1>
      <p className="lead">{t("lead")}</p>
      <AskForm action={otherAction} button={t("send")}>
        <RadioGroup
          name="is"
          legend={t("who")}
          choices={requesters
            .filter((is) => is !== "self")
            .map((is) => ({ value: is, label: t(`is.${is}`), hint: t(`needs.${is}`) }))}
        />
        <div className="reveals">
          <CheckboxGroup
            name="want"
            legend={t("want")}
            choices={wanted.map((right) => ({ value: right, label: t(`wants.${right}`) }))}
          />
          <div className="revealed ms-11">
            <RadioGroup
              name="ground"
              legend={t("ground")}
              hint={t("ground-hint")}
              choices={pauseGrounds.map((ground) => ({ value: ground, label: pause(ground) }))}
            />
          </div>
        </div>
        <FormField name="words" label={t("words")} hint={t("words-hint")} rows={6} maxLength={5000} />
      </AskForm>
    </Page>
  );
}
