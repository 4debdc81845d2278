import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { groupKey } from "../../../../../lib/gdpr/plan";
import type { Doubt, Group } from "../../../../../lib/gdpr/plan-value";
import { isMarked } from "../../../../../lib/gdpr/redaction";
import { openDoubts } from "../../../../../lib/queries/desk/next-step";
import type { DeskRequest } from "../../../../../lib/queries/desk/request";
import { categoryWords, sourceWords } from "../../../../../lib/queries/desk/words";
import { Facts } from "../../../../_components/facts";
import { Note } from "../../../../_components/note";
import { FormField } from "../../../../_components/form-field";
import { CheckboxGroup, RadioGroup } from "../../../../_components/radio-group";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { doubtAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.doubt"))("title") };
}

type Props = StepParams & { searchParams: Promise<{ at?: string | string[] }> };
type Question = { group: Group; doubt: Doubt };

/** One group of records that no rule could decide: whose they are, or whether they may be handed out. */
export default async function DoubtPage(props: Props) {
  const { request, open, why } = await forStep(props, "doubt", "reviewer");
  const t = await getTranslations("desk.doubt");
  const questions = questionsOf(request);
  const at = Number((await props.searchParams).at);
  const index = Number.isInteger(at) && questions[at - 1] ? at - 1 : 0;
  const question = questions[index];
  return (
    <StepPage request={request} title={t("title")} open={open && question !== undefined} why={why}>
      {question && (
        <Asked
          reference={request.reference}
          question={question}
          oneByOne={request.right === "access" && isMarked(question.group)}
          alike={questions.filter(({ doubt }) => doubt === question.doubt).length - 1}
        />
      )}
      {questions.length > 1 && (
        <nav aria-label={t("others")} className="meta">
          <p>{t("of", { index: index + 1, count: questions.length })}</p>
          <p>
            {questions.map((one, i) =>
              i === index ? null : (
                <a key={groupKey(one.group)} href={`?at=${i + 1}`} className="me-4 whitespace-nowrap">
                  {t("question", { index: i + 1 })}
                </a>
              ),
            )}
          </p>
        </nav>
      )}
    </StepPage>
  );
}

const questionsOf = (request: DeskRequest): Question[] =>
  openDoubts(request).flatMap(({ groups, doubt }) =>
    groups
      .filter(({ count }) => (count ?? 0) > 0)
      .map((group) => ({ group, doubt: group.doubt ?? doubt ?? "no-rule" })),
  );

const answersTo = ({ toRelease, oneByOne }: { toRelease: boolean; oneByOne: boolean }): string[] => {
  if (oneByOne) return ["withhold", "not-theirs"];
  return toRelease ? ["disclose", "withhold", "not-theirs"] : ["theirs", "not-theirs"];
};

type Asking = {
  reference: string;
  question: Question;
  /** Art. 15(4): handed out record by record only. */
  oneByOne: boolean;
  /** How many other groups are in the same doubt. */
  alike: number;
};

async function Asked({ reference, question: { group, doubt }, oneByOne, alike }: Asking) {
  const [t, law] = [await getTranslations("desk.doubt"), await getTranslations("law")];
  const locale = await getLocale();
  const toRelease = doubt === "after-review" || doubt === "third-persons";
  return (
    <>
      <p className="lead">{law(`doubts.${doubt}`)}.</p>
      <Facts
        lines={[
          [t("source"), sourceWords(group.source)[locale]],
          [t("category"), categoryWords(group.category)[locale]],
          [t("records"), t("count", { count: group.count ?? 0 })],
          group.since
            ? [
                t("since"),
                <span key="since" className="mono">
                  {group.since}
                </span>,
              ]
            : null,
          group.trigger
            ? [
                t("trigger"),
                <span key="trigger" className="mono">
                  {group.trigger.slice(0, 10)}
                </span>,
              ]
            : null,
        ]}
      />
      {oneByOne && (
        <Note>
          <p>{t("each-why")}</p>
          <p>
            <a href={`/desk/requests/${reference}/redact`}>{t("each")}</a>
          </p>
        </Note>
      )}
      <StepForm action={doubtAction} values={{ reference, selector: groupKey(group) }} button={t("button")}>
        <RadioGroup
          name="answer"
          legend={t(toRelease ? "release" : "whose")}
          choices={answersTo({ toRelease, oneByOne }).map((value) => ({
            value,
            label: law(`answers.${value}`),
            hint: t(`hints.${value}`),
          }))}
        />
        {alike > 0 && (
          <CheckboxGroup
            name="alike"
            legend={t("alike")}
            choices={[{ value: "yes", label: t("alike-all", { count: alike }), hint: t("alike-hint") }]}
          />
        )}
        <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={4} maxLength={10_000} />
      </StepForm>
    </>
  );
}
