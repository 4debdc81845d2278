import { getTranslations } from "next-intl/server";
import type { Day } from "../../../lib/gdpr/day";
import { kindsOf } from "../../../lib/gdpr/kinds-of-lines";
import type { Staying } from "../../../lib/queries/my/staying";
import { GoingRibbon } from "./going-ribbon";
import { KindWhen } from "./line-when";
import type { Locale } from "./written";

/** What answers left in the systems, drawn and as a list, until when; the answer itself says why. */
export async function StayingKinds({ staying, today, locale }: { staying: Staying; today: Day; locale: Locale }) {
  const t = await getTranslations("my.overview");
  const { lines, reference } = staying;
  return (
    <>
      <GoingRibbon lines={lines} today={today} locale={locale} />
      <ul className="answer">
        {kindsOf(lines).map((kind) => (
          <li key={kind.category}>
            <b>{kind.label}</b>
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
