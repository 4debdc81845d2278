import { getTranslations } from "next-intl/server";
import type { ByHand } from "../../../../../lib/queries/my/by-hand";
import type { EndedStays } from "../../../../../lib/queries/my/ended";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { written, writtenInstant, type Locale } from "../../../_parts/written";

/** Where a use has ended, and where a person still ends it: each system with its time or its day. */
export async function Ended({ request, locale }: { request: RequestView; locale: Locale }) {
  const { ended, byHand, zone, right, today } = request;
  if (!ended) return null;
  const t = await getTranslations("my.ended");
  const told = ({ due, doneAt, effectiveOn }: Pick<ByHand, "due" | "doneAt" | "effectiveOn">): string => {
    if (doneAt === null) return t(due && due < today ? "by-late" : "by", { date: due ? written(locale, due) : "" });
    const at = writtenInstant(locale, doneAt, zone);
    return effectiveOn ? t("told-effective", { at, date: written(locale, effectiveOn) }) : t("told", { at });
  };
  const lines = [
    ...ended.systems.map(({ system, at }) => ({
      system,
      when: t("stopped", { at: writtenInstant(locale, at, zone) }),
    })),
    ...byHand.map(({ system, due, doneAt, effectiveOn }) => ({ system, when: told({ due, doneAt, effectiveOn }) })),
  ];
  return (
    <>
      <h2>{t("what")}</h2>
      <ul className="plain">
        {ended.labels.map((label) => (
          <li key={label}>{label}</li>
        ))}
      </ul>
      <h2>{t("where")}</h2>
      <ul className="answer">
        <li>
          <span>
            <b>{t("registry")}</b>
            <span className="why">{t("registry-what")}</span>
          </span>
          <span className="when">{t("stopped", { at: writtenInstant(locale, ended.at, zone) })}</span>
        </li>
        {lines.map(({ system, when }) => (
          <li key={system}>
            <span>
              <b>{system}</b>
            </span>
            <span className="when">{when}</span>
          </li>
        ))}
      </ul>
      {ended.follower && (
        <p>{t.rich("follower", { a: (words) => <a href={`/my/requests/${ended.follower}`}>{words}</a> })}</p>
      )}
      {ended.stays && <Stays stays={ended.stays} right={right} locale={locale} />}
    </>
  );
}

type Staying = { stays: EndedStays; right: RequestView["right"]; locale: Locale };

/** What may still arrive, and what stays: in the words of the letter. */
async function Stays({ stays: { overlapUntil, proofUntil, device }, right, locale }: Staying) {
  const t = await getTranslations("my.ended");
  const letter = await getTranslations("letters");
  return (
    <>
      {overlapUntil && <p>{letter("stopped.overlap", { until: written(locale, overlapUntil) })}</p>}
      <h2>{letter("stopped.stays")}</h2>
      <ul className="plain">
        {proofUntil && <li>{letter("stopped.proof", { until: written(locale, proofUntil) })}</li>}
        <li>{letter(right === "objection" ? "objection.entry" : "withdrawal.entry")}</li>
      </ul>
      {device && <p>{t.rich("device", { a: (words) => <a href={device}>{words}</a> })}</p>}
    </>
  );
}
