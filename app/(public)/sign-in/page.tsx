import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { returnPath } from "../../../lib/sign-in/return-path";
import { Button, ButtonLink } from "../../_components/button";
import { Hidden } from "../../_components/hidden";
import { Note } from "../../_components/note";
import { Page } from "../../_components/page";

type Query = Promise<Record<string, string | string[] | undefined>>;
const problems = ["mfa", "failed", "cancelled", "too-many"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.nav"))("sign-in") };
}

/** The two doors. `fresh=1`: the customer account must ask again, however recently it did. */
export default async function SignIn({ searchParams }: { searchParams: Query }) {
  const t = await getTranslations("shell.sign-in");
  const shell = await getTranslations("shell.problems");
  const query = await searchParams;
  const to = returnPath(query.to);
  const fresh = query.fresh === "1";
  const problem = problems.find((one) => one === query.problem);
  return (
    <Page area="public">
      {problem && (
        <Note tone="gone">
          <p>{problem === "too-many" ? shell("too-many") : t(`problem-${problem}`)}</p>
        </Note>
      )}
      <h1>{fresh ? t("fresh-title") : t("title")}</h1>
      {fresh && <p className="lead">{t("fresh-why")}</p>}
      <h2>{t("account")}</h2>
      <p>{t("account-what")}</p>
      <form action="/api/auth/signin/oidc" method="post">
        <Hidden values={{ to, ...(fresh ? { fresh: "1" } : {}) }} />
        <Button>{t("account-button")}</Button>
      </form>
      {!fresh && (
        <>
          <h2>{t("link")}</h2>
          <p>{t("link-what")}</p>
          <ButtonLink href={`/sign-in/link?to=${encodeURIComponent(to)}`} look="quiet">
            {t("link-button")}
          </ButtonLink>
        </>
      )}
    </Page>
  );
}
