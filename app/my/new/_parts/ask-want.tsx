import { getTranslations } from "next-intl/server";
import { Doors } from "../../_parts/doors";
import { asked, type Answers } from "./answers";
import { Choices } from "./choices";
import { QuestionForm } from "./question-form";

/** The first question, in the person's words. Several answers may be ticked. */
export async function AskWant({ answers, missing }: { answers: Answers; missing: boolean }) {
  const t = await getTranslations("my.new.want");
  const doors = await getTranslations("my.doors");
  const wrong = missing ? t("missing") : null;
  return (
    <>
      <QuestionForm answers={answers} question="want" wrong={wrong ? { field: "want", sentence: wrong } : null}>
        <Choices
          type="checkbox"
          name="want"
          legend={t("title")}
          headline
          hint={t("hint")}
          wrong={wrong}
          choices={asked.map((right) => ({ value: right, label: t(right), hint: t(`${right}-hint`) }))}
          chosen={answers.want}
        />
      </QuestionForm>
      <section aria-labelledby="other-wishes">
        <h2 id="other-wishes">{doors("title")}</h2>
        <Doors except={asked} />
      </section>
    </>
  );
}
