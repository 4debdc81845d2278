import { getTranslations } from "next-intl/server";
import type { Outlook } from "../../../../lib/queries/my/preview";
import type { Answers } from "./answers";
import { Choices } from "./choices";
import { QuestionForm } from "./question-form";

/**
 * Asked once, and only where a licence, an open order or a warranty is at stake, in the words of what there is. Neither answer is
 * harder, and who gives up is told what becomes of that which is still owed to them.
 */
export async function AskLicences({ answers, found }: { answers: Answers; found: Outlook }) {
  const t = await getTranslations("my.new.licences");
  const keeps = found.keeps ?? "licences";
  const has = [...found.running.map((one) => t(`has.${one}`)), ...(found.silent.length > 0 ? [t("has.unknown")] : [])];
  const still = found.running.flatMap((one) => (one === "licence" ? [] : [t(`still.${one}`)]));
  return (
    <QuestionForm answers={answers} question="licences" wrong={null}>
      <Choices
        type="radio"
        name="licences"
        legend={t(`${keeps}.title`)}
        headline
        hint={has.join(" ")}
        choices={[
          { value: "keep", label: t(`${keeps}.keep`), hint: t(`${keeps}.keep-hint`) },
          { value: "give-up", label: t(`${keeps}.give-up`), hint: [t(`${keeps}.give-up-hint`), ...still].join(" ") },
        ]}
        chosen={[answers.licences ?? "keep"]}
      />
    </QuestionForm>
  );
}
