import { getTranslations } from "next-intl/server";
import type { Use } from "../../../../lib/queries/my/uses";
import type { No } from "../../../../lib/steps/ask/said-no";
import { ActionForm } from "../../../_components/action-form";
import { Button, ButtonLink } from "../../../_components/button";
import { ErrorSummary } from "../../../_components/error-summary";
import { Hidden } from "../../../_components/hidden";
import { writtenInstant, type Locale } from "../../_parts/written";
import { stopAdvertisingAction } from "../../objection/action";

type At = { locale: Locale; zone: string };
const instant = ({ since }: NonNullable<No>, { locale, zone }: At) => writtenInstant(locale, new Date(since), zone);

/** Art. 21(2): advertising of every kind, how it stands, and one press against it. */
export async function Advertising({ no, ...at }: { no: No } & At) {
  const t = await getTranslations("my.consents");
  const problems = await getTranslations("shell.problems");
  return (
    <section aria-labelledby="advertising-all">
      <h2 id="advertising-all">{t("advertising")}</h2>
      {no ? (
        <p>{t("advertising-no", { at: instant(no, at) })}</p>
      ) : (
        <>
          <p>{t.rich("advertising-yes", { a: (words) => <a href="/my/objection">{words}</a> })}</p>
          <ActionForm action={stopAdvertisingAction} label={t("advertising")}>
            <ErrorSummary title={problems("title")} />
            <Hidden values={{ id: crypto.randomUUID() }} />
            <Button look="quiet">{t("advertising-stop")}</Button>
          </ActionForm>
        </>
      )}
    </section>
  );
}

/** Art. 21(1): uses that rest on an interest, how each stands, and the press that leads to the question for reasons. */
export async function OtherUses({ uses, noes, ...at }: { uses: readonly Use[]; noes: readonly No[] } & At) {
  const t = await getTranslations("my.consents");
  if (uses.length === 0) return null;
  return (
    <section aria-labelledby="uses">
      <h2 id="uses">{t("uses")}</h2>
      <p>{t("uses-how")}</p>
      {uses.map(({ id, label, interest }, index) => {
        const no = noes[index] ?? null;
        return (
          <section key={id} aria-labelledby={`use-${id}`}>
            <h3 id={`use-${id}`}>{label}</h3>
            <p>{no ? t(`use-${no.because}`, { at: instant(no, at) }) : interest}</p>
            {!no && (
              <ButtonLink look="quiet" href={`/my/objection?use=${encodeURIComponent(id)}`}>
                {t("use-no", { label })}
              </ButtonLink>
            )}
          </section>
        );
      })}
    </section>
  );
}
