import { getTranslations } from "next-intl/server";
import type { Answers } from "./answers";
import { Choices } from "./choices";
import { QuestionForm } from "./question-form";

/** Asked once, and only where a licence, an open order or a warranty is at stake. Neither answer is harder. */
export async function AskLicences({ answers }: { answers: Answers }) {
  const t = await getTranslations("my.new.licences");
  return (
    <QuestionForm answers={answers} question="licences" wrong={null}>
      <Choices
        type="radio"
        name="licences"
        legend={t("title")}
        headline
        hint={t("hint")}
        choices={[
          { value: "keep", label: t("keep"), hint: t("keep-hint") },
          { value: "give-up", label: t("give-up"), hint: t("give-up-hint") },
        ]}
        chosen={[answers.licences ?? "keep"]}
      />
    </QuestionForm>
  );
}
