import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { directionOf } from "../../../../../lib/gdpr/language";
import { groundsFor } from "../../../../../lib/gdpr/refusal";
import { remediesToCome } from "../../../../../lib/queries/desk/remedies";
import { overridable } from "../../../../../lib/queries/desk/overridable";
import { letterAhead } from "../../../../../lib/steps/decide/letter-ahead";
import { proposedTo, type Proposed } from "../../../../../lib/steps/decide/proposed";
import type { Refusal } from "../../../../../lib/steps/decide/refuse";
import { FormField } from "../../../../_components/form-field";
import { Note } from "../../../../_components/note";
import { RadioGroup } from "../../../../_components/radio-group";
import { Quoted } from "../../../_parts/sealed-file";
import { overrideLabel } from "../../../_parts/override-label";
import { refusalDue } from "../../../_parts/refusal-due";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { refuseAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.refuse"))("title") };
}

/** A refusal: its ground, the facts of this case, what can be done instead; authority and court go with the letter. */
export default async function RefusePage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "refuse", "reviewer");
  const [t, law] = [await getTranslations("desk.refuse"), await getTranslations("law")];
  const [steps, letter] = [await getTranslations("desk.steps"), await getTranslations("desk.letter-ahead")];
  const carried = (await remediesToCome(who, request)) ?? [];
  const proposed = open ? await proposedTo(who, request.reference) : null;
  const ahead = open ? await letterAhead(who, request.reference, "refusal") : null;
  // What a colleague proposed is what the second one decides about; what was only typed comes after it.
  const refusal = proposed?.refusal ?? (ahead?.typed as Refusal | null | undefined);
  const due = refusalDue(request);
  const late = request.today > due;
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead")}</p>
      {late && (
        <Note tone="gone">
          <p>{t("late", { due })}</p>
        </Note>
      )}
      {proposed && <SaidBefore proposed={proposed} />}
      {ahead && ahead.shown !== "" && (
        <p>
          {letter("worded")} <a href={`/desk/requests/${request.reference}/letter-ahead/refusal`}>{letter("link")}</a>
        </p>
      )}
      {overridable(request).open.some(({ to }) => to === "keep") && request.planHash !== null && (
        <p>
          {t("part")} <a href={`/desk/requests/${request.reference}/override`}>{steps(overrideLabel(request.right))}</a>
        </p>
      )}
      <StepForm
        action={refuseAction}
        values={{ reference: request.reference, worded: ahead?.shown ?? "" }}
        button={t("button")}
        seeLetter
        back={{ href: `/desk/requests/${request.reference}`, label: t("back") }}
      >
        <RadioGroup
          name="ground"
          legend={t("ground")}
          hint={t("ground-hint")}
          choices={groundsFor(request).map((value) => ({ value, label: law(`refusals.${value}`) }))}
          chosen={refusal ? [refusal.ground] : []}
        />
        <FormField
          name="facts"
          label={t("facts")}
          hint={t("facts-hint")}
          value={refusal?.facts ?? ""}
          rows={6}
          maxLength={10_000}
        />
        <FormField
          name="alternative"
          label={t("alternative")}
          hint={t("alternative-hint")}
          value={refusal?.alternative ?? ""}
          rows={4}
          maxLength={10_000}
        />
        <h2>{t("carried")}</h2>
        <Note>
          <div lang={request.language} dir={directionOf(request.language)}>
            {carried.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        </Note>
        <p className="meta">
          {t(late ? "language-late" : "language", { language: law(`languages.${request.language}`), due })}
        </p>
      </StepForm>
    </StepPage>
  );
}

/** What a colleague proposed stands in the form; what legal said to it stands above. */
async function SaidBefore({ proposed: { refusal, legal } }: { proposed: Proposed }) {
  const t = await getTranslations("desk.refuse");
  if (!refusal) return null;
  return (
    <Note tone="stay">
      <p>{t("proposed")}</p>
      {legal && (
        <>
          <p>{t(`legal.${legal.view}`)}</p>
          <Quoted text={legal.reason} />
        </>
      )}
    </Note>
  );
}
