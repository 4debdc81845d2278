import { getTranslations } from "next-intl/server";
import { citedIn } from "../../../../../lib/queries/desk/words";
import type { Fact, Question } from "../../../../../lib/queries/reports/question";
import { Facts } from "../../../../_components/facts";
import { numbers } from "../../_parts/numbers";

type Asked = { right: string; question: Question };

/** One question: the figures and where they come from, or that a person has to answer it. */
export async function QuestionAnswered({ right, question }: Asked) {
  const t = await getTranslations("desk.authority");
  const lines = await Promise.all(question.facts.map(written));
  const id = `${right}-${question.key}`;
  return (
    <section aria-labelledby={id} className="break-inside-avoid">
      <h3 id={id}>{t(`questions.${question.key}`)}</h3>
      {lines.length > 0 && <Facts lines={lines} />}
      {lines.length === 0 && question.from !== "people" && <p>{t("nothing")}</p>}
      <p className="meta">
        <strong className={question.from === "people" ? "text-ask" : undefined}>{t(`from.${question.from}`)}.</strong>{" "}
        {t(`why.${question.key}`)}
      </p>
    </section>
  );
}

async function written(fact: Fact): Promise<[string, string]> {
  const [t, n] = [await getTranslations("desk.authority"), await numbers()];
  const name = await named(fact);
  if ("period" in fact) return [name, n.period(fact.period)];
  if (fact.kind === "days") return [name, n.median(fact.value)];
  if (fact.value === null) return [name, "–"];
  if (fact.records === undefined) return [name, n.count(fact.value)];
  return [name, `${t("requests", { count: fact.value })}, ${t("records", { count: fact.records })}`];
}

/** A norm as the page's language cites it; what no norm carries has words of its own. */
async function named({ label }: Fact): Promise<string> {
  const [all, law, { locale }] = [await getTranslations(), await getTranslations("law"), await numbers()];
  if ("message" in label)
    return all.has(label.message) ? all(label.message) : label.message.split(".").slice(2).join(".");
  return law.has(`kept.${label.norm}`) ? law(`kept.${label.norm}`) : citedIn(locale, label.norm);
}
