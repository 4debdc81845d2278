import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { directionOf } from "../../../../../../lib/gdpr/language";
import type { WordedKind } from "../../../../../../lib/gdpr/wording";
import { deskRequest, type DeskRequest } from "../../../../../../lib/queries/desk/request";
import { requireRole } from "../../../../../../lib/sign-in/actor";
import { has } from "../../../../../../lib/actor";
import { kindsAhead, letterAhead, type LetterAhead } from "../../../../../../lib/steps/decide/letter-ahead";
import { Blocks } from "../../../../../_components/blocks";
import { Chip } from "../../../../../_components/chip";
import { FormField } from "../../../../../_components/form-field";
import { LetterFoot, LetterHead } from "../../../../../_components/letter-head";
import { Note } from "../../../../../_components/note";
import { refusalDue } from "../../../../_parts/refusal-due";
import { StepForm } from "../../../../_parts/step-form";
import { StepPage } from "../../../../_parts/step-page";
import { wordAction } from "./action";
import { Send } from "./send";

type Props = { params: Promise<{ reference: string; kind: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.letter-ahead"))("title") };
}

/** A letter as it will be sent, what the law asks of it, and its texts to word. */
export default async function LetterAheadPage({ params }: Props) {
  const who = await requireRole("reviewer", "dpo");
  const { reference, kind } = await params;
  const known = kindsAhead.find((one) => one === kind);
  const request = known ? await deskRequest(who, reference) : null;
  if (!known || !request) notFound();
  const ahead = await letterAhead(who, reference, known);
  const t = await getTranslations("desk.letter-ahead");
  return (
    <StepPage request={request} title={t("title")} open={ahead !== null} why={t("nothing")}>
      {ahead && (
        <>
          <About ahead={ahead} request={request} />
          <TheLetter ahead={ahead} />
          <MustHaves ahead={ahead} />
          {ahead.typed && has(who, "reviewer") && !request.own && <Send request={request} ahead={ahead} />}
          {!request.own && <Texts ahead={ahead} request={request} />}
        </>
      )}
    </StepPage>
  );
}

async function About({ ahead, request }: { ahead: LetterAhead; request: DeskRequest }) {
  const [t, law] = [await getTranslations("desk.letter-ahead"), await getTranslations("law")];
  const due = refusalDue(request);
  return (
    <>
      <p className="lead">
        {t("lead", { letter: law(`letters.${ahead.kind}`), language: law(`languages.${ahead.language}`) })}
      </p>
      <p>{t(goesOut(ahead), { due })}</p>
      {ahead.kind === "partial-refusal" && request.today > due && (
        <Note tone="gone">
          <p>{t("late", { due })}</p>
        </Note>
      )}
    </>
  );
}

/** What makes it go out. */
function goesOut({ kind, typed }: LetterAhead): "weighing" | "at-once" | "step" | "approval" | "plan" {
  if (kind === "objection" || kind === "withdrawal") return "at-once";
  if (typed) return kind === "weighing" ? "weighing" : "step";
  return kind === "partial-refusal" ? "approval" : "plan";
}

async function TheLetter({ ahead: { letter, language, shown } }: { ahead: LetterAhead }) {
  const [t, one] = [await getTranslations("desk.letter-ahead"), await getTranslations("desk.letter")];
  return (
    <section aria-labelledby="letter">
      <h2 id="letter">{t("letter")}</h2>
      {shown !== "" && <p className="meta">{t("worded")}</p>}
      {letter ? (
        <Note>
          <article lang={language} dir={directionOf(language)} className="read">
            <LetterHead head={letter.head} />
            <p>
              <b>{letter.title}</b>
            </p>
            <Blocks blocks={letter.blocks} level={3} />
            <LetterFoot head={letter.head} />
          </article>
        </Note>
      ) : (
        <p>{t("cannot")}</p>
      )}
      <p className="meta">{one("no-name")}</p>
    </section>
  );
}

async function MustHaves({ ahead: { musts } }: { ahead: LetterAhead }) {
  const t = await getTranslations("desk.letter-ahead");
  return (
    <section aria-labelledby="musts" className="read">
      <h2 id="musts">{t("musts")}</h2>
      <ul className="answer">
        {musts.map(({ must, met }) => (
          <li key={must}>
            <span>{t(`must.${must}`)}</span>
            <span className="when">
              <Chip tone={met ? "done" : "gone"}>{t(met ? "there" : "missing")}</Chip>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const gapsOf = (gaps: readonly string[]): string => gaps.map((gap) => `{${gap}}`).join(", ");

async function Texts({ ahead, request: { reference } }: { ahead: LetterAhead; request: DeskRequest }) {
  const t = await getTranslations("desk.letter-ahead");
  const { kind, shown, texts } = ahead;
  return (
    <section aria-labelledby="word">
      <h2 id="word">{t("word")}</h2>
      <p>{t("word-lead", { gap: "{reference}" })}</p>
      <StepForm
        action={wordAction}
        values={{ reference, kind: kind satisfies WordedKind, shown }}
        button={t("keep")}
        look={ahead.typed ? "quiet" : "act"}
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        {texts.map(({ part, text, must, may }) => (
          <FormField
            key={`${part} ${shown}`}
            name={`text.${part}`}
            label={t(`parts.${part}`)}
            hint={[
              must.length > 0 ? t("gaps.must", { gaps: gapsOf(must) }) : "",
              may.length > 0 ? t("gaps.may", { gaps: gapsOf(may) }) : "",
              part === "remedies" ? t("court") : "",
            ]
              .join(" ")
              .trim()}
            value={text}
            rows={part === "salutation" || part === "signature" ? 1 : 3}
            maxLength={5_000}
          />
        ))}
      </StepForm>
    </section>
  );
}
