import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cookies } from "next/headers";
import { languageOf } from "../../../i18n/language";
import { directionOf } from "../../../lib/gdpr/language";
import type { Day } from "../../../lib/gdpr/day";
import { requestByReceipt, type ByReceipt } from "../../../lib/queries/by-receipt";
import { controller } from "../../../lib/queries/notice";
import { cookieName } from "../../../lib/sign-in/cookies";
import { readPass } from "../../../lib/sign-in/receipt";
import { ActionForm } from "../../_components/action-form";
import { Blocks } from "../../_components/blocks";
import { Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Facts } from "../../_components/facts";
import { FormField } from "../../_components/form-field";
import { LetterFoot, LetterHead } from "../../_components/letter-head";
import { Page } from "../../_components/page";
import { written } from "../../my/_parts/written";
import { standing } from "./standing";
import { lookUpAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.nav"))("lookup") };
}

/** Reference and receipt code open one request's state and letters; `?another` asks again. */
export default async function Lookup({ searchParams }: { searchParams: Promise<{ another?: string }> }) {
  const { another } = await searchParams;
  const pass = another === undefined ? readPass((await cookies()).get(cookieName("receipt"))?.value) : null;
  const found = pass ? await requestByReceipt(pass, languageOf(await getLocale())) : null;
  return (
    <Page area="public" current="/lookup">
      {found ? <Found {...found} /> : <Ask />}
    </Page>
  );
}

async function Ask() {
  const t = await getTranslations("shell.lookup");
  const problems = await getTranslations("shell.problems");
  return (
    <>
      <ActionForm action={lookUpAction}>
        <ErrorSummary title={problems("title")} />
        <h1>{t("title")}</h1>
        <p>{t("why")}</p>
        <FormField
          name="reference"
          label={t("reference")}
          hint={t("reference-hint")}
          autoComplete="off"
          spellCheck={false}
        />
        <FormField name="code" label={t("code")} hint={t("code-hint")} autoComplete="off" spellCheck={false} />
        <Button>{t("button")}</Button>
      </ActionForm>
      <p className="meta mt-6">{t("lost", { email: controller().dataProtectionOfficer })}</p>
    </>
  );
}

async function Found(request: ByReceipt) {
  const { reference, right, receivedOn, dueOn, letters, moments, kept, manner, closed } = request;
  const t = await getTranslations("shell.lookup");
  const my = await getTranslations("my");
  const locale = languageOf(await getLocale());
  const date = (day: Day) => written(locale, day);
  const said = await standing(request, locale);
  const line = await getTranslations("my.timeline");
  return (
    <>
      <p className="meta mono">{reference}</p>
      <h1>{said.headline}</h1>
      {said.next && <p className="lead">{said.next}</p>}
      <Facts
        lines={[
          [t("right"), my(`rights.${right}`)],
          [t("received"), date(receivedOn)],
          [t("due"), date(dueOn)],
        ]}
      />
      <h2>{t("line")}</h2>
      <ol className="line">
        {moments.map(({ fact, on, at }) => (
          <li key={`${fact} ${at.toISOString()}`} className="past">
            {line(line.has(`${manner}.${fact}`) ? `${manner}.${fact}` : `any.${fact}`)}{" "}
            <span className="meta">{date(on)}</span>
          </li>
        ))}
      </ol>
      {kept.length > 0 && (
        <>
          <h2>{t("kept")}</h2>
          <ul className="plain">
            {kept.map(({ label, until, goneOn }) => (
              <li key={label}>
                {goneOn
                  ? t("kept-gone", { label, date: date(goneOn) })
                  : until
                    ? t("kept-until", { label, date: date(until) })
                    : t("kept-open", { label })}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t("letters")}</h2>
      {closed && letters.length > 0 && <p className="meta">{t("letters-since")}</p>}
      {letters.length === 0 && <p>{t("no-letters")}</p>}
      {letters.map(({ id, title, blocks, language, head, on }) => (
        <details key={id} lang={language} dir={directionOf(language)} open={letters.length === 1}>
          <summary>
            {title} <span className="meta">{date(on)}</span>
          </summary>
          <LetterHead head={head} />
          <Blocks blocks={blocks} level={3} />
          <LetterFoot head={head} />
        </details>
      ))}
      <p>
        <a href="/lookup?another">{t("another")}</a>
      </p>
    </>
  );
}
