import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { authorities, authoritiesFor } from "../../../lib/gdpr/authorities";
import { competentAuthority, controller } from "../../../lib/queries/notice";
import { Page } from "../../_components/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.nav"))("complaint") };
}

/** Art. 77 to 79: with whom one can complain. Choosing a country is a plain GET form. */
export default async function Complaint({ searchParams }: { searchParams: Promise<{ where?: string | string[] }> }) {
  const t = await getTranslations("shell.complaint");
  const { where } = await searchParams;
  const { name, dataProtectionOfficer: email } = controller();
  const own = competentAuthority();
  const chosen = authorities.find(({ code }) => code === where);
  const there = chosen ? (authoritiesFor(chosen.code.slice(0, 2), chosen.code).at(-1) ?? own) : null;
  return (
    <Page area="public" current="/complaint">
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead")}</p>
      <h2>{t("us")}</h2>
      <p>{t("us-what", { email })}</p>
      <h2>{t("authority")}</h2>
      <p>{t("authority-what", { name: own.name, controller: name })}</p>
      <Website {...own} />
      <p>{t("other")}</p>
      <form method="get" className="field">
        <label htmlFor="where">{t("choose")}</label>
        <select id="where" name="where" className="input" defaultValue={chosen?.code ?? own.code}>
          {authorities.map(({ code, country }) => (
            <option key={code} value={code}>
              {country}
            </option>
          ))}
        </select>
        <p className="mt-3">
          <button type="submit" className="button quiet">
            {t("choose-button")}
          </button>
        </p>
      </form>
      {there && (
        <>
          <h3>{t("chosen")}</h3>
          <p>{there.name}</p>
          <Website {...there} />
        </>
      )}
      <h2>{t("court")}</h2>
      <p>{t("court-what")}</p>
    </Page>
  );
}

const Website = ({ url }: { url: string }) => (
  <p>
    <a href={url} rel="noreferrer">
      {url}
    </a>
  </p>
);
