import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { categoryWords } from "../../../../../lib/queries/desk/words";
import { decisionShown, type DecisionShown } from "../../../../../lib/steps/decide/decision-shown";
import { personFile } from "../../../../../lib/steps/decide/look";
import { typedBefore } from "../../../../../lib/steps/decide/typed-letter";
import { Facts } from "../../../../_components/facts";
import { FormField } from "../../../../_components/form-field";
import { RadioGroup } from "../../../../_components/radio-group";
import { dates } from "../../../_parts/dates";
import { SealedFile } from "../../../_parts/sealed-file";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { decideAgainAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.decide-again"))("title") };
}

/** Art. 22(3): a person looks at what a machine decided, with the other person's view before them. */
export default async function DecideAgainPage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "decide-again", "reviewer");
  const [t, law] = [await getTranslations("desk.decide-again"), await getTranslations("law")];
  const { reference, language } = request;
  const [file, about] = open ? [await personFile(who, reference), await decisionShown(who, reference)] : [null, null];
  const typed = open ? await typedBefore(who, reference, "intervention") : null;
  const named = (offer: string) => (t.has(`offers.${offer}`) ? t(`offers.${offer}`) : offer);
  const others = (about?.offers ?? []).filter((offer) => offer !== about?.record?.result);
  return (
    <StepPage request={request} title={t("title")} open={open && about !== null} why={why}>
      <p className="lead">{t("lead")}</p>
      {about && <Decision about={about} looked={file !== null} named={named} />}
      <SealedFile
        reference={reference}
        page={`/desk/requests/${reference}/decide-again`}
        file={file}
        language={language}
      />
      <StepForm
        action={decideAgainAction}
        values={{ reference }}
        button={t("button")}
        seeLetter
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        <RadioGroup
          name="decision"
          legend={t("legend")}
          chosen={typed ? [typed.result === null ? "stands" : `changed:${typed.result}`] : undefined}
          choices={[
            { value: "stands", label: t("stands"), hint: t("stands-hint") },
            ...others.map((offer) => ({ value: `changed:${offer}`, label: t("changed", { offer: named(offer) }) })),
          ]}
        />
        <FormField
          name="reasons"
          label={t("reasons")}
          hint={t("reasons-hint")}
          value={typed?.reasons}
          rows={6}
          maxLength={10_000}
        />
        <p className="meta">{t("language", { language: law(`languages.${language}`) })}</p>
      </StepForm>
    </StepPage>
  );
}

type About = { about: DecisionShown; looked: boolean; named: (offer: string) => string };

/** What was decided and when; what the record says, once somebody looked into the file. */
async function Decision({ about: { category, decidedOn, record }, looked, named }: About) {
  const [t, { long }] = [await getTranslations("desk.decide-again"), await dates()];
  const locale = await getLocale();
  const unread = looked ? t("gone") : t("sealed");
  return (
    <Facts
      lines={[
        [t("decision"), categoryWords(category)[locale]],
        [t("decided-on"), decidedOn ? long(decidedOn) : t("no-day")],
        [t("result"), record ? named(record.result) : unread],
        ...(record?.fields ?? []).map(({ label, value }): [string, string] => [label[locale], value]),
      ]}
    />
  );
}
