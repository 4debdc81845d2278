import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { written, type Locale } from "../../../_parts/written";

/** What has happened, in order, and what comes next with who it waits for. */
export async function Timeline({ request, locale }: { request: RequestView; locale: Locale }) {
  const t = await getTranslations("my.timeline");
  const { moments, right, due } = request;
  const phase = request.phase === "copy-first" && !request.copyReady ? "copy-not-ready" : request.phase;
  const said = (fact: string) => (t.has(`${right}.${fact}`) ? t(`${right}.${fact}`) : t(`any.${fact}`));
  const next = await getTranslations("my.waits");
  return (
    <ol className="line">
      {moments.map(({ fact, on, at }) => (
        <li key={`${fact} ${at.toISOString()}`} className="past">
          {said(fact)} <span className="meta">{written(locale, on)}</span>
        </li>
      ))}
      {next.has(phase) && <li>{next(phase, { due: written(locale, due.due) })}</li>}
    </ol>
  );
}
