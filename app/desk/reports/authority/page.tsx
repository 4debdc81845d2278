import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { authorityAnswers } from "../../../../lib/queries/reports/authority";
import { askedPeriod, periodAddress } from "../../../../lib/queries/reports/period";
import type { Question } from "../../../../lib/queries/reports/question";
import { requireRole } from "../../../../lib/sign-in/actor";
import { Page } from "../../../_components/page";
import { Contents, type Place } from "../../_parts/contents";
import { ChoosePeriod } from "../_parts/period";
import { QuestionAnswered } from "./_parts/question";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.authority"))("title") };
}

/** What authorities asked controllers about access and erasure, with the figures of a period and where each comes from. */
export default async function Authority({ searchParams }: Props) {
  const who = await requireRole("reviewer", "dpo", "legal");
  const asked = askedPeriod(await searchParams);
  const answers = await authorityAnswers(who, asked);
  if (!answers) notFound();
  const t = await getTranslations("desk.authority");
  return (
    <Page area="desk" current="/desk/reports">
      <p className="meta print:hidden">
        <a href={periodAddress("/desk/reports", answers)}>{t("back")}</a>
      </p>
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead")}</p>
      <ChoosePeriod path="/desk/reports/authority" today={answers.today} period={answers} unclear={asked.unclear} />
      <Contents
        places={(["access", "erasure"] as const).map((right): Place => ({
          id: right,
          label: t(right),
          below: answers[right].map(({ key }) => ({ id: `${right}-${key}`, label: t(`questions.${key}`) })),
        }))}
      />
      <Questions right="access" questions={answers.access} />
      <Questions right="erasure" questions={answers.erasure} />
    </Page>
  );
}

async function Questions({ right, questions }: { right: "access" | "erasure"; questions: Question[] }) {
  const t = await getTranslations("desk.authority");
  return (
    <section aria-labelledby={right}>
      <h2 id={right}>{t(right)}</h2>
      {questions.map((question) => (
        <QuestionAnswered key={question.key} right={right} question={question} />
      ))}
    </section>
  );
}
