import { getTranslations } from "next-intl/server";
import type { Day } from "../../../lib/gdpr/day";
import { shortKey } from "../../../lib/gdpr/answer-line";
import { kindsOf, type KindOfLines } from "../../../lib/gdpr/kinds-of-lines";
import type { Staying } from "../../../lib/queries/my/staying";
import { GoingRibbon } from "./going-ribbon";
import { KindWhen } from "./line-when";
import type { Locale } from "./written";

const whysOf = ({ lines }: KindOfLines): string[] => [...new Set(lines.flatMap((line) => shortKey(line) ?? []))];

/** What answers left in the systems, drawn and as a list, why in a few words and until when; the answer itself says it in full. */
export async function StayingKinds({ staying, today, locale }: { staying: Staying; today: Day; locale: Locale }) {
  const t = await getTranslations("my.overview");
  const lines = await getTranslations("my.lines");
  const { reference } = staying;
  return (
    <>
      <GoingRibbon lines={staying.lines} today={today} locale={locale} />
      <ul className="answer">
        {kindsOf(staying.lines).map((kind) => (
          <li key={kind.category}>
            <span>
              <b>{kind.label}</b>
              <span className="why">
                {whysOf(kind)
                  .map((why) => lines(`in-short.${why}`))
                  .join(" ")}
              </span>
            </span>
            <span className="when">
              <KindWhen kind={kind} locale={locale} />
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-4">{t.rich("stays", { a: (words) => <a href={`/my/requests/${reference}`}>{words}</a> })}</p>
    </>
  );
}
