import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { exceptionGrounds } from "../../../../../lib/gdpr/wish";
import { purposeWords, wordsOfUse } from "../../../../../lib/queries/desk/words";
import { usesOf, type UseDecision } from "../../../../../lib/steps/decide/exceptions";
import { personFile } from "../../../../../lib/steps/decide/look";
import { typedBefore } from "../../../../../lib/steps/decide/typed-letter";
import { FormField, Select } from "../../../../_components/form-field";
import { listed } from "../../../_parts/asked";
import { SealedFile } from "../../../_parts/sealed-file";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { exceptionsAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.exceptions"))("title") };
}

/** Art. 18(2): for each use of the paused data whether it goes on, on which ground and why. */
export default async function ExceptionsPage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "exceptions", "reviewer");
  const [t, law] = [await getTranslations("desk.exceptions"), await getTranslations("law")];
  const locale = await getLocale();
  const { reference, language, decisions } = request;
  const file = open ? await personFile(who, reference) : null;
  const typed = open ? await typedBefore(who, reference, "restriction") : null;
  const before = (use: string) => typed?.decisions.find((one) => one.use === use);
  const paused = decisions.filter(({ action, mode }) => action === "restrict" && mode === "art18");
  const options = [
    { value: "", label: t("choose") },
    { value: "stops", label: t("stops") },
    ...exceptionGrounds.map((ground) => ({
      value: ground,
      label: t("goes-on", { ground: law(`exceptions.${ground}`) }),
    })),
  ];
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead")}</p>
      <SealedFile
        reference={reference}
        page={`/desk/requests/${reference}/exceptions`}
        file={file}
        language={language}
      />
      <StepForm
        action={exceptionsAction}
        values={{ reference }}
        button={t("button")}
        seeLetter
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        {usesOf(paused.map(({ category }) => category)).map(({ id, purposes }) => (
          <fieldset key={id} className="mb-8">
            <legend className="font-bold mb-2">
              <h2 className="my-0">{capital(wordsOfUse(id)[locale])}</h2>
            </legend>
            <Select
              name={`choice-${id}`}
              label={t("choice")}
              hint={t("purposes", { what: listed(locale)(purposes, purposeWords) })}
              options={options}
              value={choiceOf(before(id))}
            />
            <FormField
              name={`reason-${id}`}
              label={t("reason")}
              hint={t("reason-hint")}
              value={before(id)?.reason}
              rows={2}
              maxLength={10_000}
            />
          </fieldset>
        ))}
      </StepForm>
    </StepPage>
  );
}

const choiceOf = (before: UseDecision | undefined) => before && (before.ground ?? "stops");

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
