import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import type { Actor } from "../../../lib/actor";
import { outlook, type Outlook } from "../../../lib/queries/my/preview";
import { preview } from "../../../lib/steps/ask/preview";
import { Page } from "../../_components/page";
import { reader } from "../_parts/reader";
import { choiceOf, questionFor, readAnswers, type Answers, type Query, type Question } from "./_parts/answers";
import { AskContact } from "./_parts/ask-contact";
import { AskLicences } from "./_parts/ask-licences";
import { AskScope } from "./_parts/ask-scope";
import { AskWant } from "./_parts/ask-want";
import { Check } from "./_parts/check";
import { Foresee } from "./_parts/foresee";

type Props = { searchParams: Promise<Query> };

/** The question is the title, and an answer that cannot be taken says so before it. */
export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { question, found, missing } = await asking(JSON.stringify(await searchParams));
  const t = await getTranslations();
  const title = t(`my.new.${question}.${titleOf(question, found)}`);
  return { title: missing ? t("shell.problems.in-title", { title }) : title };
}

function titleOf(question: Question, found: Outlook | null): string {
  if (question === "licences" && found?.keeps) return `${found.keeps}.title`;
  return question === "preview" ? "name" : "title";
}

/** Asking for something, one question a page; the address says which. */
export default async function New({ searchParams }: Props) {
  const who = await reader();
  const { question, answers, found, missing } = await asking(JSON.stringify(await searchParams));
  return (
    <Page area="my" current="/my/new">
      {question === "want" && <AskWant answers={answers} missing={missing} />}
      {question === "scope" && <AskScope answers={answers} held={await whole(who)} missing={missing} />}
      {question === "licences" && found && <AskLicences answers={answers} found={found} />}
      {question === "contact" && <AskContact answers={answers} missing={missing} />}
      {question === "preview" && found && <Foresee answers={answers} outlook={found} locale={who.language} />}
      {question === "check" && <Check answers={answers} held={found} locale={who.language} />}
    </Page>
  );
}

/** Which question an address (its fields, as JSON) comes to; title and page ask the systems once. */
const asking = cache(async (address: string) => {
  const query: Query = JSON.parse(address);
  const answers = readAnswers(query);
  // What there is to choose from is asked of the systems by itself: never twice for one page.
  const asksScope = questionFor(answers, false, query.at) === "scope";
  const found = asksScope ? null : await lookAhead(await reader(), answers);
  const question = questionFor(answers, (found?.keeps ?? null) !== null, query.at);
  return { answers, found, question, missing: query.asked === question };
});

/** What the erasure chosen so far would do; null while there is nothing to look at. */
async function lookAhead(who: Actor, answers: Answers): Promise<Outlook | null> {
  const choice = choiceOf(answers);
  return choice && answers.scope ? outlook(who, await preview(who, "erasure", choice)) : null;
}

/** All kinds that are held, to choose from. */
async function whole(who: Actor): Promise<Outlook> {
  const everything = { scope: "everything", categories: [], keepLicences: null, doNotContact: false } as const;
  return outlook(who, await preview(who, "erasure", { ...everything, categories: [] }));
}
