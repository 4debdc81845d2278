import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { countriesOf, laenderOf } from "../../../../lib/gdpr/authorities";
import { elsewhere } from "../../../../lib/gdpr/complaint";
import { mySettings } from "../../../../lib/queries/my/settings";
import { ActionForm } from "../../../_components/action-form";
import { Actions, Button } from "../../../_components/button";
import { ErrorSummary } from "../../../_components/error-summary";
import { Select } from "../../../_components/form-field";
import { Page } from "../../../_components/page";
import { reader } from "../../_parts/reader";
import { Back } from "../_parts/back";
import { choosePlaceAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.settings"))("place") };
}

/** One question: where the person lives or works, for the one thing that it serves. */
export default async function ChoosePlace() {
  const who = await reader();
  const { place } = await mySettings(who);
  const t = await getTranslations("my.settings");
  const shared = await getTranslations("shell.complaint");
  const problems = await getTranslations("shell.problems");
  const options = (places: { code: string; name: string }[]) =>
    places.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <Page area="my" current="/my/settings">
      <Back />
      <ActionForm action={choosePlaceAction} keeps>
        <ErrorSummary title={problems("title")} />
        <h1>{t("place-question")}</h1>
        <p className="lead">{t("place-why")}</p>
        <Select
          name="country"
          label={t("country")}
          value={place?.country ?? ""}
          options={[
            { value: "", label: t("place-unsaid") },
            ...options(countriesOf(who.language)),
            { value: elsewhere, label: shared("country-other") },
          ]}
        />
        <Select
          name="land"
          label={shared("land")}
          hint={shared("land-hint")}
          value={place?.land ?? ""}
          options={[{ value: "", label: shared("land-choose") }, ...options(laenderOf(who.language))]}
        />
        <Actions>
          <Button>{t("save")}</Button>
        </Actions>
      </ActionForm>
    </Page>
  );
}
