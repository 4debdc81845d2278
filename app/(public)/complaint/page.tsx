import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { languageOf } from "../../../i18n/language";
import { authoritiesVersion } from "../../../lib/gdpr/authorities";
import { complaintTo, type ComplaintTo } from "../../../lib/gdpr/complaint";
import { mySettings } from "../../../lib/queries/my/settings";
import { competentAuthority, controller } from "../../../lib/queries/notice";
import { optionalActor } from "../../../lib/sign-in/actor";
import { Note } from "../../_components/note";
import { Page } from "../../_components/page";
import { AuthorityFacts } from "./_parts/authority-facts";
import { checkedWords } from "./_parts/checked-words";
import { PlaceForm } from "./_parts/place-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.nav"))("complaint") };
}

type Asked = Promise<Record<string, string | string[] | undefined>>;

/** Art. 77 to 79: with whom one can complain, the authority of one's own place first. Nothing is stored here; whoever said in
 * their settings where they live is asked no more. */
export default async function Complaint({ searchParams }: { searchParams: Asked }) {
  const t = await getTranslations("shell.complaint");
  const asked = await searchParams;
  const [country, land] = [asked.country, asked.land].map((value) => (typeof value === "string" ? value : null));
  const language = languageOf(await getLocale());
  const who = await optionalActor();
  const told = who && country === null ? (await mySettings(who)).place : null;
  const place = told ?? { country: country ?? null, land: land ?? null };
  const { dataProtectionOfficer: email } = controller();
  const to = complaintTo(place, competentAuthority().code, language);
  return (
    <Page area="public" current="/complaint">
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead")}</p>
      <p>{t("what-is")}</p>
      <p>{t("what-helps")}</p>
      <h2 id="yours">{t("yours")}</h2>
      <PlaceForm {...place} />
      <Authorities to={to} />
      <p>{t("any")}</p>
      <h2>{t("court")}</h2>
      <p>{t("court-us")}</p>
      <p>{t("court-authority")}</p>
      <h2>{t("us")}</h2>
      <p>{t.rich("us-what", { email, a: (words) => <a href={`mailto:${email}`}>{words}</a> })}</p>
      <p className="meta mt-6">{t("sources", { version: checkedWords(authoritiesVersion, language) })}</p>
    </Page>
  );
}

/** The own one first; the one that supervises the controller always. */
async function Authorities({ to: { standing, own, competent, place } }: { to: ComplaintTo }) {
  const t = await getTranslations("shell.complaint");
  const { name } = controller();
  return (
    <>
      {(standing === "land-needed" || standing === "outside") && (
        <div className="mt-6">
          <Note>
            <p>{t(standing)}</p>
          </Note>
        </div>
      )}
      {own && (
        <section aria-labelledby="own">
          <h3 id="own">{t("own", { place: place?.name ?? "" })}</h3>
          <AuthorityFacts authority={own} />
        </section>
      )}
      <section aria-labelledby="competent">
        <h3 id="competent">
          {standing === "same"
            ? t("same", { place: place?.name ?? "", controller: name })
            : t("competent", { controller: name })}
        </h3>
        <AuthorityFacts authority={competent} />
      </section>
    </>
  );
}
