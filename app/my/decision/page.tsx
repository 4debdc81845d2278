import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { silentTo } from "../../../lib/queries/my/silent";
import { machineDecisions, type MachineDecision } from "../../../lib/steps/ask/machine-decisions";
import { FormField } from "../../_components/form-field";
import { Page } from "../../_components/page";
import { RadioGroup } from "../../_components/radio-group";
import { AskForm } from "../_parts/ask-form";
import { reader } from "../_parts/reader";
import { Silent } from "../_parts/silent";
import { Unsent } from "../_parts/unsent";
import { written } from "../_parts/written";
import { decisionAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.decision"))("title") };
}

/** Art. 22(3): which decision of a machine should a person look at, and what should they know? */
export default async function Decision() {
  const who = await reader();
  const found = await machineDecisions(who);
  const { decisions } = found;
  const silent = silentTo(who, found);
  const t = await getTranslations("my.decision");
  const open = decisions.filter(({ looked }) => !looked);
  const looked = decisions.filter((one) => one.looked);
  const named = ({ label, on, result }: MachineDecision) =>
    t(on === null ? "one-undated" : "one", {
      label,
      on: on === null ? "" : written(who.language, on),
      result: t.has(`results.${result}`) ? t(`results.${result}`) : result,
    });
  return (
    <Page area="my" current="/my">
      <h1>{t("headline")}</h1>
      {open.length > 0 && <p className="lead">{t("lead")}</p>}
      {open.length === 0 && silent.length === 0 && <p className="lead">{t("none")}</p>}
      <Silent of="decision" systems={silent} locale={who.language} />
      {open.length > 0 && (
        <AskForm key="form" action={decisionAction} button={t("send")}>
          <RadioGroup
            name="code"
            legend={t("which")}
            chosen={open.length === 1 ? open.map(({ code }) => code) : []}
            choices={open.map((decision) => ({
              value: decision.code,
              label: named(decision),
              ...(decision.best ? { hint: t("best") } : {}),
            }))}
          />
          <FormField name="words" label={t("words")} hint={t("words-hint")} rows={5} maxLength={5000} />
        </AskForm>
      )}
      {open.length === 0 && silent.length > 0 && <Unsent key="form" action={decisionAction} />}
      {looked.length > 0 && (
        <>
          <h2>{t("looked")}</h2>
          <ul className="plain">
            {looked.map((decision) => (
              <li key={decision.code}>{named(decision)}</li>
            ))}
          </ul>
        </>
      )}
      <h2>{t("rights")}</h2>
      <p>{t("rights-what")}</p>
    </Page>
  );
}
