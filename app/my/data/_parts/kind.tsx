import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Day } from "../../../../lib/gdpr/day";
import { endOfKind } from "../../../../lib/gdpr/end-of-kind";
import type { Holding, Received, Term } from "../../../../lib/queries/my/holdings";
import { Facts } from "../../../_components/facts";
import { counted, listed, written, type Locale } from "../../_parts/written";
import { endInWords } from "./end-in-words";
import { Ways } from "./ways";

type Shown = { holding: Holding; today: Day; locale: Locale; open?: boolean };

/** One kind of data in a line: how much and until when; what else there is to know and to do, one press away. */
export async function Kind({ holding, today, locale, open }: Shown) {
  const t = await getTranslations("my.data");
  const { label, count, terms } = holding;
  return (
    <details open={open}>
      <summary className="kind">
        <KindLine
          label={label}
          count={t("count", { count, number: counted(locale, count) })}
          until={t(...endInWords(endOfKind(terms, today), locale))}
        />
      </summary>
      <div className="kind-more">
        <About holding={holding} today={today} locale={locale} />
        <Ways holding={holding} />
      </div>
    </details>
  );
}

/** The same line for a kind with nothing to open: still being asked, or nothing to show. */
export const KindWithout = ({ label, says }: { label: string; says: ReactNode }) => (
  <div className="kind">
    <KindLine label={label} count={says} until={null} />
  </div>
);

const KindLine = ({ label, count, until }: { label: string; count: ReactNode; until: ReactNode }) => (
  <>
    <b>{label}</b> <span className="meta mono">{count}</span> <span className="meta mono">{until}</span>
  </>
);

/** Why, from where, to whom and until when. */
async function About({ holding, today, locale }: Shown) {
  const t = await getTranslations("my.data");
  const { what, count, systems, since, purposes, origin, recipients, terms, locked } = holding;
  const toWhom = (of: Received) => recipients.filter(({ received }) => received === of).map(({ name }) => name);
  const [named, atMost] = [toWhom("named"), toWhom("at-most-named")];
  return (
    <>
      <p>{what}</p>
      {locked && <p>{t("locked")}</p>}
      <Facts
        lines={[
          [t("records"), t("in", { number: counted(locale, count), systems: listed(locale, systems) })],
          [t("since"), since ? written(locale, since) : t("since-unknown")],
          [t("why"), <Lines key="why" lines={purposes.map((purpose) => `${purpose.label} (${purpose.norm})`)} />],
          [t("origin"), origin],
          [
            t("recipients"),
            recipients.length === 0 ? (
              t("no-recipients")
            ) : (
              <Lines
                key="who"
                lines={[
                  ...recipients.map(({ name, does, country, safeguard }) =>
                    t("recipient", { name, does, country, safeguard: safeguard ? `; ${safeguard}` : "" }),
                  ),
                  ...(named.length > 0 ? [t("recipients-named", { names: listed(locale, named) })] : []),
                  ...(atMost.length > 0 ? [t("recipients-in-part", { names: listed(locale, atMost) })] : []),
                ]}
              />
            ),
          ],
          [
            t("until"),
            <Lines key="until" lines={await Promise.all(terms.map((term) => until(term, today, locale)))} />,
          ],
        ]}
      />
    </>
  );
}

/** A day that has come is told as such: what is due may lie there until the next clearing. */
async function until({ from, last, event, norm }: Term, today: Day, locale: Locale): Promise<string> {
  const t = await getTranslations("my.data");
  if (from === null) return t("until-event", { event, norm });
  const days = { from: written(locale, from), last: last === null ? "" : written(locale, last), event, norm };
  const due = from <= today ? "due-" : "";
  if (last === null) return t(`${due}until-part`, days);
  if (last <= today || from === last) return t(`${due}until-date`, { date: days.from, norm });
  return t(`${due}until-dates`, days);
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
