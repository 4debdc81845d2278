import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { DeskRequest } from "../../../../../lib/queries/desk/request";
import { interestOf, purposeWords } from "../../../../../lib/queries/desk/words";
import { personFile } from "../../../../../lib/steps/decide/look";
import { typedBefore } from "../../../../../lib/steps/decide/typed-letter";
import { Facts } from "../../../../_components/facts";
import { FormField } from "../../../../_components/form-field";
import { RadioGroup } from "../../../../_components/radio-group";
import { spacedHash } from "../../../../../lib/gdpr/fact-words";
import { PlanTable } from "../../../_parts/plan-table";
import { Quoted, SealedFile } from "../../../_parts/sealed-file";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { weighAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.weigh"))("title") };
}

/** Art. 21(1): the person's reasons against ours, in four texts; upheld, exactly the plan below runs. */
export default async function WeighPage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "weigh", "reviewer");
  const t = await getTranslations("desk.weigh");
  const { reference, language, planHash, approvals } = request;
  const file = open ? await personFile(who, reference) : null;
  const typed = open ? await typedBefore(who, reference, "weighing") : null;
  const shown = planHash ?? "";
  const opinion = approvals.find(({ kind, current }) => kind === "opinion" && current)?.opinion;
  const back = { href: `/desk/requests/${reference}`, label: t("back") };
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead")}</p>
      <Purposes request={request} />
      {opinion && <p>{t(`opinion.${opinion}`)}</p>}
      <SealedFile reference={reference} page={`/desk/requests/${reference}/weigh`} file={file} language={language}>
        {opinion && file?.opinion && (
          <>
            <h3>{t("opinion.words")}</h3>
            <Quoted text={file.opinion} />
          </>
        )}
      </SealedFile>
      <h2>{t("plan", { hash: spacedHash(shown) })}</h2>
      <PlanTable request={request} />
      <StepForm
        action={weighAction}
        values={{ reference, shown }}
        button={t("button")}
        seeLetter
        back={back}
        className="mt-8"
      >
        <RadioGroup
          name="outcome"
          legend={t("outcome")}
          chosen={typed ? [typed.outcome] : undefined}
          choices={["stops", "goes-on"].map((value) => ({
            value,
            label: t(`outcomes.${value}`),
            hint: t(`hints.${value}`),
          }))}
        />
        {(["interest", "necessity", "situation", "result"] as const).map((name) => (
          <FormField
            key={name}
            name={name}
            label={t(`texts.${name}`)}
            hint={t(`text-hints.${name}`)}
            value={typed?.[name]}
            rows={4}
            maxLength={10_000}
          />
        ))}
      </StepForm>
    </StepPage>
  );
}

/** What the person said no to, with the interest that the policy names for it. */
async function Purposes({ request }: { request: DeskRequest }) {
  const t = await getTranslations("desk.weigh");
  const locale = await getLocale();
  return (
    <Facts
      lines={request.weighed.map((id) => {
        const interest = interestOf(id)?.[locale];
        return [purposeWords(id)[locale], interest ? t("interest", { interest }) : t("no-interest")];
      })}
    />
  );
}
