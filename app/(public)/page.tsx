import { getLocale, getTranslations } from "next-intl/server";
import type { Language } from "../../lib/gdpr/language";
import { controller as whoAnswers } from "../../lib/queries/notice";
import { optionalActor } from "../../lib/sign-in/actor";
import { Actions, Button, ButtonLink } from "../_components/button";
import { Page } from "../_components/page";
import { SurgeNotice } from "../_components/surge-notice";

/** What one can do here, and the two doors. */
export default async function Home() {
  const t = await getTranslations("shell.home");
  const controller = whoAnswers();
  const who = await optionalActor();
  return (
    <Page area="public">
      <h1>{t("title", { controller: controller.name })}</h1>
      <p className="lead">{t("lead")}</p>
      <SurgeNotice locale={(await getLocale()) as Language} />
      <Actions>
        {who ? (
          <ButtonLink href="/my">{t("my")}</ButtonLink>
        ) : (
          <>
            <form action="/api/auth/signin/oidc" method="post">
              <Button>{t("account")}</Button>
            </form>
            <ButtonLink href="/sign-in/link" look="quiet">
              {t("link")}
            </ButtonLink>
          </>
        )}
      </Actions>
      <h2>{t("rights")}</h2>
      <ul className="answer">
        <li>
          <span>
            <b>
              <a href="/my/new?want=access">{t("access")}</a>
            </b>
            <span className="why">{t("access-what")}</span>
          </span>
        </li>
        <li>
          <span>
            <b>
              <a href="/my/new?want=erasure">{t("erasure")}</a>
            </b>
            <span className="why">{t("erasure-what")}</span>
          </span>
        </li>
        <li>
          <span>
            <b>
              <a href="/my">{t("others")}</a>
            </b>
            <span className="why">{t("others-what")}</span>
          </span>
        </li>
        <li>
          <span>
            <b>{t("not-customer")}</b>
            <span className="why">
              {t.rich("not-customer-what", {
                a: (words) => <a href={`/sign-in/link?to=${encodeURIComponent("/my/other")}`}>{words}</a>,
              })}
            </span>
          </span>
        </li>
      </ul>
      <h2>{t("how")}</h2>
      <ol className="steps">
        <li>{t("step-1")}</li>
        <li>{t("step-2")}</li>
        <li>{t("step-3")}</li>
      </ol>
      <p className="meta">{t("free")}</p>
    </Page>
  );
}
