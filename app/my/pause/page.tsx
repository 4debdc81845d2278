import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pauseGrounds } from "../../../lib/gdpr/wish";
import { holdings } from "../../../lib/queries/my/holdings";
import { preview } from "../../../lib/steps/ask/preview";
import { FormField } from "../../_components/form-field";
import { Page } from "../../_components/page";
import { CheckboxGroup, RadioGroup } from "../../_components/radio-group";
import { AskForm } from "../_parts/ask-form";
import { reader } from "../_parts/reader";
import { pauseAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.pause"))("title") };
}

/** Art. 18: the four grounds in the person's words, everything or chosen kinds, and what we should know. */
export default async function Pause({ searchParams }: { searchParams: Promise<{ category?: string | string[] }> }) {
  const who = await reader();
  const wanted = [(await searchParams).category ?? []].flat();
  const { held } = holdings(who, await preview(who, "access", null));
  const chosen = held.map(({ category }) => category).filter((category) => wanted.includes(category));
  const t = await getTranslations("my.pause");
  return (
    <Page area="my" current="/my">
      <h1>{t("headline")}</h1>
      <p className="lead">{t("lead")}</p>
      <AskForm action={pauseAction} button={t("send")}>
        <RadioGroup
          name="ground"
          legend={t("why")}
          choices={pauseGrounds.map((ground) => ({ value: ground, label: t(`grounds.${ground}`) }))}
        />
        <div className="reveals">
          <RadioGroup
            name="scope"
            legend={t("what")}
            chosen={[chosen.length > 0 ? "categories" : "everything"]}
            choices={[
              { value: "everything", label: t("everything") },
              ...(held.length > 0 ? [{ value: "categories", label: t("chosen") }] : []),
            ]}
          />
          {held.length > 0 && (
            <div className="revealed ms-11">
              <CheckboxGroup
                name="category"
                legend={t("kinds")}
                chosen={chosen}
                choices={held.map(({ category, label }) => ({ value: category, label }))}
              />
            </div>
          )}
        </div>
        <FormField name="words" label={t("words")} hint={t("words-hint")} rows={4} maxLength={5000} />
      </AskForm>
      <h2>{t("then")}</h2>
      <ul className="plain">
        {(["at-once", "exceptions", "end"] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
    </Page>
  );
}
