import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { Facts } from "../../../../_components/facts";
import { pausedInFull } from "../../../_parts/paused-words";
import { written, writtenInstant, type Locale } from "../../../_parts/written";

/** What is paused, since when, what goes on all the same, and when it ends. */
export async function Pause({ request, locale }: { request: RequestView; locale: Locale }) {
  const { paused, zone, manner, mayCancel } = request;
  if (!paused || (manner !== "restriction" && paused.state === "ended")) return null;
  const t = await getTranslations("my.paused");
  const { since, state, endsOn, exceptions } = paused;
  const on = exceptions.filter(({ ground }) => ground !== null);
  const what = await pausedInFull(paused, locale);
  const ends = endsOn ? t("on", { date: written(locale, endsOn) }) : t("week");
  return (
    <section aria-labelledby="paused">
      <h2 id="paused">{t(`title-${state}`)}</h2>
      <Facts
        lines={[
          [t("what"), what],
          [t("since"), writtenInstant(locale, since, zone)],
          state === "paused" ? null : [t(state), ends],
        ]}
      />
      {state !== "ended" && !mayCancel && exceptions.length > 0 && (
        <>
          <h3>{t("goes-on")}</h3>
          {on.length === 0 ? (
            <p>{t("nothing")}</p>
          ) : (
            <ul className="plain">
              {on.map(({ label, ground }) => (
                <li key={label}>{t("exception", { label, why: t(`grounds.${ground}`) })}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
