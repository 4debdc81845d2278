import { getTranslations } from "next-intl/server";
import { endingTakes } from "../../../../lib/queries/my/ending-takes";
import type { Consent } from "../../../../lib/steps/ask/consents";
import { ActionForm } from "../../../_components/action-form";
import { Button } from "../../../_components/button";
import { ErrorSummary } from "../../../_components/error-summary";
import { Hidden } from "../../../_components/hidden";
import { endingInWords } from "../../_parts/ending-takes";
import { written, writtenInstant, type Locale } from "../../_parts/written";
import { endConsentAction } from "../action";

type Shown = {
  consents: readonly Consent[];
  consentTool: string;
  /** Every system answered: only then is nothing said to be nothing. */
  isWhole: boolean;
  locale: Locale;
  zone: string;
};

/** What the person agreed to, one press to end each; what ended; what only their own device knows. */
export async function Agreed({ consents, consentTool, isWhole, locale, zone }: Shown) {
  const t = await getTranslations("my.consents");
  const of = (standing: Consent["standing"]) => consents.filter((one) => one.standing === standing);
  return (
    <section aria-labelledby="agreed">
      <h2 id="agreed">{t("agreed")}</h2>
      <p>{t("agreed-how")}</p>
      {isWhole && of("given").length === 0 && <p>{t("agreed-none")}</p>}
      {of("given").map((consent) => (
        <Given key={consent.id} consent={consent} locale={locale} />
      ))}
      <Ended consents={of("ended")} locale={locale} zone={zone} />
      {of("device").map(({ id, label }) => (
        <section key={id} aria-labelledby={id}>
          <h3 id={id}>{label}</h3>
          <p>{t.rich("device", { a: (words) => <a href={consentTool}>{words}</a> })}</p>
        </section>
      ))}
      <p className="meta">{t("again")}</p>
    </section>
  );
}

async function Given({ consent, locale }: { consent: Consent; locale: Locale }) {
  const t = await getTranslations("my.consents");
  const problems = await getTranslations("shell.problems");
  const { id, label, covers, held, since } = consent;
  // One after the other, not a sentence of them: they begin as names do.
  const kinds = (labels: readonly string[]) => labels.join("; ");
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{label}</h3>
      <p>
        {t("covers", { kinds: kinds(covers) })} {since && t("since", { date: written(locale, since) })}
      </p>
      <p>
        {t("ends")} {await endingInWords(endingTakes([id]))}{" "}
        {held.length > 0 ? t("ends-with", { kinds: kinds(held) }) : t("ends-nothing")}
      </p>
      <ActionForm action={endConsentAction} label={label}>
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
      <h3 id="ended">{t("ended")}</h3>
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
