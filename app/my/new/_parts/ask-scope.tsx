import { getTranslations } from "next-intl/server";
import type { Outlook } from "../../../../lib/queries/my/preview";
import type { Answers } from "./answers";
import { Choices } from "./choices";
import { QuestionForm } from "./question-form";

/** How much is to be deleted. The kinds offered are those that are held and need no review first. */
export async function AskScope({ answers, held, missing }: { answers: Answers; held: Outlook; missing: boolean }) {
  const t = await getTranslations("my.new.scope");
  const wrong = missing ? t("missing") : null;
  const kinds = [...new Map(held.lines.map(({ category, label }) => [category, label]))];
  const kindChoices = (
    <div className="ms-11 mb-4">
      <Choices
        type="checkbox"
        name="category"
        legend={t("kinds")}
        choices={kinds.map(([value, label]) => ({ value, label }))}
        chosen={answers.category}
      />
    </div>
  );
  return (
    <QuestionForm answers={answers} question="scope" wrong={wrong ? { field: "scope", sentence: wrong } : null}>
      <Choices
        type="radio"
        name="scope"
        legend={t("title")}
        headline
        hint={t("hint")}
        wrong={wrong}
        choices={[
          { value: "everything", label: t("everything"), hint: t("everything-hint") },
          { value: "account", label: t("account"), hint: t("account-hint") },
          ...(kinds.length > 0 ? [{ value: "categories", label: t("categories"), inside: kindChoices }] : []),
        ]}
        chosen={[missing ? "categories" : (answers.scope ?? "everything")]}
      />
    </QuestionForm>
  );
}
