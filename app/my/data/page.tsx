import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { holdings, type Holding, type Holdings, type Term } from "../../../lib/queries/my/holdings";
import { preview } from "../../../lib/steps/ask/preview";
import { Actions, ButtonLink } from "../../_components/button";
import { Facts } from "../../_components/facts";
import { Note } from "../../_components/note";
import { Page } from "../../_components/page";
import { Ribbon, type RibbonRow } from "../../_drawings/ribbon";
import { reader } from "../_parts/reader";
import { counted, listed, written, writtenShort, type Locale } from "../_parts/written";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.data"))("title") };
}

/** What is held about the person, asked of the systems now. Nothing that a reviewer must see first. */
export default async function Data() {
  const who = await reader();
  const found = await holdings(who, await preview(who, "access", null));
  const t = await getTranslations("my.data");
  const locale = who.language;
  const records = found.held.reduce((sum, { count }) => sum + count, 0);
  return (
    <Page area="my" current="/my/data">
      <h1>
        {t(headline(found), {
          kinds: found.held.length,
          number: counted(locale, records),
          count: records,
          date: written(locale, found.today),
        })}
      </h1>
      <p className="lead">{t("lead")}</p>
      {found.silent.length > 0 && (
        <Note tone="stay">
          <p>{t("silent", { systems: listed(locale, found.silent) })}</p>
        </Note>
      )}
      {found.held.length > 0 && <Goes found={found} locale={locale} />}
      {found.held.map((holding) => (
        <Kind key={holding.category} holding={holding} locale={locale} />
      ))}
      <Elsewhere found={found} locale={locale} />
      <Actions>
        <ButtonLink href="/my/new?want=access">{t("copy")}</ButtonLink>
      </Actions>
    </Page>
  );
}

/** A number, or "nothing", is said only when everything that can be asked has answered. */
function headline({ held, silent }: Holdings): string {
  if (silent.length > 0) return "headline-silent";
  return held.length > 0 ? "headline" : "headline-none";
}

async function Goes({ found, locale }: { found: Holdings; locale: Locale }) {
  const t = await getTranslations("my.data");
  const rows = found.held.flatMap(({ category, label, since, terms }): RibbonRow[] =>
    terms.map((term) => ({
      key: `${category} ${term.norm} ${term.event}`,
      label,
      since,
      until: term.last,
      tone: "stay",
      end: term.last ? writtenShort(locale, term.last) : t("no-date"),
    })),
  );
  return (
    <>
      <h2>{t("ribbon")}</h2>
      <p className="meta">{t("ribbon-lead")}</p>
      <Ribbon rows={rows} today={found.today} todayLabel={t("today")} description={t("ribbon-description")} />
    </>
  );
}

async function Kind({ holding, locale }: { holding: Holding; locale: Locale }) {
  const t = await getTranslations("my.data");
  const { label, what, count, systems, since, purposes, origin, recipients, terms } = holding;
  return (
    <section aria-labelledby={holding.category}>
      <h2 id={holding.category}>{label}</h2>
      <p>{what}</p>
      <Facts
        lines={[
          [t("records"), t("in", { number: counted(locale, count), systems: listed(locale, systems) })],
          since ? [t("since"), written(locale, since)] : null,
          [t("why"), <Lines key="why" lines={purposes.map((purpose) => `${purpose.label} (${purpose.norm})`)} />],
          [t("origin"), origin],
          [
            t("recipients"),
            recipients.length === 0 ? (
              t("no-recipients")
            ) : (
              <Lines
                key="who"
                lines={recipients.map(({ name, does, country, safeguard }) =>
                  t("recipient", { name, does, country, safeguard: safeguard ? `; ${safeguard}` : "" }),
                )}
              />
            ),
          ],
          [t("until"), <Lines key="until" lines={await Promise.all(terms.map((term) => until(term, locale)))} />],
        ]}
      />
    </section>
  );
}

async function until({ from, last, event, norm }: Term, locale: Locale): Promise<string> {
  const t = await getTranslations("my.data");
  if (from === null || last === null) return t("until-event", { event, norm });
  if (from === last) return t("until-date", { date: written(locale, from), norm });
  return t("until-dates", { from: written(locale, from), last: written(locale, last), norm });
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 1) return lines[0];
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

async function Elsewhere({ found, locale }: { found: Holdings; locale: Locale }) {
  const t = await getTranslations("my.data");
  return (
    <>
      {found.byHand.length > 0 && (
        <>
          <h2>{t("by-hand")}</h2>
          <p>{t("by-hand-lead")}</p>
          <ul className="plain">
            {found.byHand.map(({ system, categories }) => (
              <li key={system}>
                {system}: {listed(locale, categories)}
              </li>
            ))}
          </ul>
        </>
      )}
      {found.nothing.length > 0 && (
        <details>
          <summary>{t("nothing", { count: found.nothing.length })}</summary>
          <ul className="plain">
            {found.nothing.map((label) => (
              <li key={label}>{label}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="mt-4">{t("review")}</p>
    </>
  );
}
