import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { groundsOf, needsOf } from "../../../../../lib/gdpr/overridable";
import { givesCopy } from "../../../../../lib/gdpr/right";
import { overridable, type Overridable } from "../../../../../lib/queries/desk/overridable";
import { categoryWords, citedIn, sourceWords } from "../../../../../lib/queries/desk/words";
import { FormField } from "../../../../_components/form-field";
import { RadioGroup } from "../../../../_components/radio-group";
import { basisOf } from "../../../_parts/verdict";
import { refusalDue } from "../../../_parts/refusal-due";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { overrideAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.override"))("title") };
}

/**
 * One line of a plan, decided otherwise than the rules: the line, the ground, the norm beside it, the reason; and, because
 * what stays, is kept back or is not done is refused in part, what the person is told.
 */
export default async function OverridePage(props: StepParams) {
  const { request, open, why } = await forStep(props, "override", "reviewer");
  const [t, law] = [await getTranslations("desk.override"), await getTranslations("law")];
  const locale = await getLocale();
  const lines = overridable(request);
  const { right } = request;
  const of = (what: string) => t(`of.${right}.${what}`);
  const grounds = [...new Set(lines.open.flatMap(({ to }) => groundsOf(right, to)))];
  const dated = lines.open.some(({ to }) => groundsOf(right, to).some((ground) => needsOf(right, to, ground).until));
  // Whatever a line of these plans is turned to, it is refused.
  const refuses = lines.open.every(({ to }) => to === "keep");
  const due = refusalDue(request);
  const late = request.today > due;
  const back = `/desk/requests/${request.reference}`;
  return (
    <StepPage request={request} title={open ? of("title") : t("title")} open={open} why={why}>
      <p className="lead">{of("lead")}</p>
      <StepForm
        action={overrideAction}
        values={{ reference: request.reference, shown: request.planHash ?? "" }}
        button={t("button")}
        back={{ href: back, label: t("back") }}
      >
        <RadioGroup
          name="line"
          legend={t("line")}
          choices={lines.open.map(({ line, to }) => ({
            value: String(line.idx),
            label: t(givesCopy(right) ? "option-copy" : "option", {
              category: categoryWords(line.category)[locale],
              source: sourceWords(line.source)[locale],
              count: line.count ?? 0,
              from: law(`actions.${line.action}`),
              to: law(`actions.${to}`),
            }),
            // Lines of one category may differ in nothing but this.
            hint: line.until
              ? t("basis-until", { basis: basisOf(law, locale, line), until: line.until })
              : basisOf(law, locale, line),
          }))}
        />
        <RadioGroup
          name="ground"
          legend={t("ground")}
          hint={of("ground-hint")}
          choices={grounds.map((value) => {
            const own = `grounds.${right}.${value}`;
            return { value, label: t.has(own) ? t(own) : law(`grounds.${value}`) };
          })}
        />
        <FormField name="norm" label={of("norm")} hint={of("norm-hint")} maxLength={200} value="" />
        {dated && <FormField name="until" type="date" label={t("until")} hint={t("until-hint")} value="" short />}
        <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={4} maxLength={10_000} />
        <h2>{t("told")}</h2>
        {!refuses && <p>{t("told-lead")}</p>}
        <p className={late ? "lead" : undefined}>{t(late ? "told-late" : "told-due", { due })}</p>
        <FormField name="facts" label={t("facts")} hint={t("facts-hint")} rows={4} maxLength={10_000} />
        <FormField
          name="alternative"
          label={t("alternative")}
          hint={t("alternative-hint")}
          rows={3}
          maxLength={10_000}
        />
      </StepForm>
      <Closed lines={lines.closed} />
    </StepPage>
  );
}

/** The lines that stay as the rules made them, each with the norm or the reason that holds it. */
async function Closed({ lines }: { lines: Overridable["closed"] }) {
  const t = await getTranslations("desk.override");
  const locale = await getLocale();
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>{t("closed", { lines: lines.length })}</summary>
      <ul>
        {lines.map(({ line, why: { because, norm } }) => (
          <li key={line.idx}>
            {t("closed-line", {
              category: categoryWords(line.category)[locale],
              source: sourceWords(line.source)[locale],
              why: t(`why.${because}`, { norm: norm === null ? "" : citedIn(locale, norm) }),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
