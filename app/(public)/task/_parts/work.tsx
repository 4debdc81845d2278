import { getTranslations } from "next-intl/server";
import type { Language } from "../../../../lib/gdpr/language";
import { guideOfTask } from "../../../../lib/queries/desk/guide";
import { stepsIn } from "../../../../lib/queries/desk/tasks";
import type { HandedTask } from "../../../../lib/steps/hand-over/by-link";
import { Facts } from "../../../_components/facts";
import { GuidedNotice, GuidedPerson, GuideSteps } from "../../../desk/_parts/guide";
import { Quoted } from "../../../desk/_parts/sealed-file";
import { taskName } from "../../../desk/_parts/task-name";

type Props = NonNullable<HandedTask["work"]> & { locale: Language };

/** What is to be done, by the same words as at the desk, and as much of the person as it needs. */
export async function Work({ task, shown, locale }: Props) {
  const [t, rail] = [await getTranslations("shell.task"), await getTranslations("desk.rail")];
  const guide = guideOfTask(task, shown.changed);
  const steps = guide ? null : stepsIn(task.source);
  const how = rail.has(`task-how.${task.kind}`) ? rail(`task-how.${task.kind}`) : null;
  const file = { identifiers: shown.known, evidence: null, note: "" };
  return (
    <>
      <p className="lead">{taskName(task, rail, locale)}</p>
      {how && <p>{how}</p>}
      {guide && <GuideSteps guide={guide} locale={locale} />}
      {steps && <p className="whitespace-pre-line">{steps[locale]}</p>}
      {shown.known.length > 0 && (
        <>
          <h2>{t("person")}</h2>
          {guide ? (
            <GuidedPerson file={file} locale={locale} />
          ) : (
            <Facts
              lines={shown.known.map(({ label, values }) => [label[locale], <Lines key={label.en} of={values} />])}
            />
          )}
        </>
      )}
      {shown.fields.length > 0 && (
        <>
          <h2>{t("fields")}</h2>
          <Facts lines={shown.fields.map(({ label, value }) => [label[locale], value ?? "–"])} />
        </>
      )}
      {shown.statement && (
        <>
          <h2>{t("statement")}</h2>
          <Quoted text={shown.statement} />
        </>
      )}
      {guide && <GuidedNotice guide={guide} file={file} />}
      {shown.notice && (
        <>
          <h2>{t("notice")}</h2>
          <div className="read border border-line rounded-round p-4 mb-8 whitespace-pre-line wrap-anywhere">
            {shown.notice}
          </div>
        </>
      )}
    </>
  );
}

const Lines = ({ of }: { of: readonly string[] }) => (
  <span className="mono wrap-anywhere whitespace-pre-line">{of.join("\n")}</span>
);
