import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Actions, Button } from "../../../_components/button";
import { Hidden } from "../../../_components/hidden";
import { carried, type Answers, type Question } from "./answers";

type Props = {
  answers: Answers;
  question: Question;
  /** Field and sentence of what is wrong with the answer that was sent. */
  wrong: { field: string; sentence: string } | null;
  children: ReactNode;
};

/** The form of one question; it goes on by address, so that back and reload do what one expects. */
export async function QuestionForm({ answers, question, wrong, children }: Props) {
  const t = await getTranslations();
  return (
    <form method="get" action="/my/new" noValidate>
      {wrong && (
        <div className="summary" role="alert" aria-labelledby="summary-title" tabIndex={-1} id="error-summary">
          <h2 id="summary-title">{t("shell.problems.title")}</h2>
          <ul>
            <li>
              <a href={`#${wrong.field}`}>{wrong.sentence}</a>
            </li>
          </ul>
        </div>
      )}
      <Hidden values={carried(answers, question)} />
      {children}
      <Actions>
        <Button>{t("my.new.continue")}</Button>
      </Actions>
    </form>
  );
}
