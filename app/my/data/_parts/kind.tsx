import { getTranslations } from "next-intl/server";
import type { Holding, Term } from "../../../../lib/queries/my/holdings";
import { Facts } from "../../../_components/facts";
import { counted, listed, written, type Locale } from "../../_parts/written";
import { Ways } from "./ways";

/** One kind of data: how much, why, from where, to whom, until when, and what the person can do about it. */
export async function Kind({ holding, locale }: { holding: Holding; locale: Locale }) {
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
      <Ways holding={holding} />
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
