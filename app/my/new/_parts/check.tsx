import { getTranslations } from "next-intl/server";
import type { Outlook } from "../../../../lib/queries/my/preview";
import { transferOffered } from "../../../../lib/queries/my/transfer";
import { ActionForm } from "../../../_components/action-form";
import { Actions, Button } from "../../../_components/button";
import { ErrorSummary } from "../../../_components/error-summary";
import { Hidden } from "../../../_components/hidden";
import { listed, type Locale } from "../../_parts/written";
import { receiveAction } from "../action";
import { address, asFields, type Answers, type Question } from "./answers";

type Props = { answers: Answers; held: Outlook | null; locale: Locale };

/** The answers once more, each with a way to change it, and the one press that sends them. */
export async function Check({ answers, held, locale }: Props) {
  const t = await getTranslations("my.new.check");
  const shell = await getTranslations("shell");
  const { want, scope, category, licences, contact } = answers;
  const erasure = want.includes("erasure");
  const labels = category.map((id) => held?.lines.find((line) => line.category === id)?.label ?? id);
  const keeps = held?.keeps ?? null;
  const rows: { question: Question; name?: string; answer: string }[] = [
    {
      question: "want",
      answer: listed(
        locale,
        want.map((right) => t(right)),
      ),
    },
    ...(erasure && scope
      ? [{ question: "scope" as const, answer: t(`scope.${scope}`, { kinds: listed(locale, labels) }) }]
      : []),
    ...(erasure && keeps && licences
      ? [{ question: "licences" as const, name: t(`names.${keeps}`), answer: t(`${keeps}.${licences}`) }]
      : []),
    ...(erasure && contact ? [{ question: "contact" as const, answer: t(`contact.${contact}`) }] : []),
  ];
  return (
    <>
      <h1>{t("title")}</h1>
      <dl className="facts">
        {rows.map(({ question, name, answer }) => (
          <Row
            key={question}
            name={name ?? t(`names.${question}`)}
            answer={answer}
            href={address(answers, question)}
            change={t("change")}
          />
        ))}
      </dl>
      {erasure && want.length > 1 && <p>{t("copy-first")}</p>}
      {erasure && held?.accountGoes && <p className="note stay">{t("sign-in")}</p>}
      {erasure && <p>{t("undo")}</p>}
      <p>{t("clock")}</p>
      {want.includes("portability") && transferOffered() && (
        <p>{t.rich("send-on", { a: (words) => <a href="/my/send">{words}</a> })}</p>
      )}
      <ActionForm action={receiveAction}>
        <ErrorSummary title={shell("problems.title")} />
        <Hidden values={asFields(keeps ? answers : { ...answers, licences: null })} />
        <Actions>
          <Button>{t(sendKey(want))}</Button>
        </Actions>
      </ActionForm>
    </>
  );
}

function sendKey(want: Answers["want"]): string {
  const [only] = want;
  if (want.length === 1 && only) return `send-${only}`;
  return want.length === 2 && want.includes("access") && want.includes("erasure") ? "send-both" : "send-several";
}

function Row({ name, answer, href, change }: { name: string; answer: string; href: string; change: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {answer}{" "}
        <a className="inline-block py-2 -my-2 ms-2" href={href}>
          {change}
          <span className="sr-only"> {name}</span>
        </a>
      </dd>
    </>
  );
}
