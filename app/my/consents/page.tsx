import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { contacts } from "../../../lib/queries/my/contacts";
import { consents, type Consent } from "../../../lib/steps/ask/consents";
import { ActionForm } from "../../_components/action-form";
import { Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { Note } from "../../_components/note";
import { Page } from "../../_components/page";
import { reader } from "../_parts/reader";
import { listed, written, writtenInstant, type Locale } from "../_parts/written";
import { endConsentAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.consents"))("title") };
}

/** What the person agreed to, on one page, and one press to end each. */
export default async function ConsentsPage() {
  const who = await reader();
  const found = await consents(who);
  const t = await getTranslations("my.consents");
  const of = (standing: Consent["standing"]) => found.consents.filter((one) => one.standing === standing);
  const given = of("given");
  return (
    <Page area="my" current="/my/consents">
      <h1>{t("headline", { count: given.length })}</h1>
      <p className="lead">{t("lead")}</p>
      {found.unreachable.length > 0 && (
        <Note tone="stay">
          <p>{t("silent", { systems: listed(who.language, found.unreachable) })}</p>
        </Note>
      )}
      {given.map((consent) => (
        <Given key={consent.id} consent={consent} locale={who.language} />
      ))}
      <Ended consents={of("ended")} locale={who.language} zone={contacts(who).zone} />
      {of("device").map(({ id, label }) => (
        <section key={id} aria-labelledby={id}>
          <h2 id={id}>{label}</h2>
          <p>{t.rich("device", { a: (words) => <a href={found.consentTool}>{words}</a> })}</p>
        </section>
      ))}
      <p className="meta mt-6">{t.rich("ads", { a: (words) => <a href="/my/objection">{words}</a> })}</p>
    </Page>
  );
}

async function Given({ consent, locale }: { consent: Consent; locale: Locale }) {
  const t = await getTranslations("my.consents");
  const problems = await getTranslations("shell.problems");
  const { id, label, covers, since } = consent;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{label}</h2>
      <p>
        {t("covers", { kinds: listed(locale, covers) })} {since && t("since", { date: written(locale, since) })}
      </p>
      <ActionForm action={endConsentAction}>
        <ErrorSummary title={problems("title")} />
        <Hidden values={{ id: crypto.randomUUID(), consent: id }} />
        <Button look="quiet">{t("end", { label })}</Button>
      </ActionForm>
    </section>
  );
}

async function Ended({ consents: ended, locale, zone }: { consents: Consent[]; locale: Locale; zone: string }) {
  const t = await getTranslations("my.consents");
  if (ended.length === 0) return null;
  return (
    <section aria-labelledby="ended">
      <h2 id="ended">{t("ended")}</h2>
      <ul className="plain">
        {ended.map(({ id, label, endedAt }) => (
          <li key={id}>
            {label}: {endedAt && t("ended-at", { at: writtenInstant(locale, new Date(endedAt), zone) })}
          </li>
        ))}
      </ul>
    </section>
  );
}
