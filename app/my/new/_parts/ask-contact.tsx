import { getTranslations } from "next-intl/server";
import type { Answers } from "./answers";
import { Choices } from "./choices";
import { QuestionForm } from "./question-form";

/** Whether a do-not-contact entry is made: after a plain deletion it is the person's choice. */
export async function AskContact({ answers, missing }: { answers: Answers; missing: boolean }) {
  const t = await getTranslations("my.new.contact");
  const wrong = missing ? t("missing") : null;
  return (
    <QuestionForm answers={answers} question="contact" wrong={wrong ? { field: "contact", sentence: wrong } : null}>
      <Choices
        type="radio"
        name="contact"
        legend={t("title")}
        headline
        hint={t("hint")}
        wrong={wrong}
        choices={[
          { value: "stop", label: t("stop"), hint: t("stop-hint") },
          { value: "allow", label: t("allow"), hint: t("allow-hint") },
        ]}
        chosen={answers.contact ? [answers.contact] : []}
      />
    </QuestionForm>
  );
}
