import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { isHeldBack } from "./headline-key";
import { written, type Locale } from "../../../_parts/written";

/** What has happened, in order, and what comes next with who it waits for. */
export async function Timeline({ request, locale }: { request: RequestView; locale: Locale }) {
  const t = await getTranslations("my.timeline");
  const { moments, manner, due, today } = request;
  const phase = request.phase === "copy-first" && !request.copyReady ? "copy-not-ready" : request.phase;
  // Nobody asked again for what an answer had to leave: we came back to it.
  const words = (fact: string) =>
    request.takesUp && fact === "received" ? t(`taken-up.${request.takesUp}`) : said(fact);
  const held = (fact: string) => isHeldBack(request) && t.has(`${manner}.${fact}-held`);
  const said = (fact: string) => {
    const own = `${manner}.${fact}${held(fact) ? "-held" : ""}`;
    return t(t.has(own) ? own : `any.${fact}`);
  };
  const next = await getTranslations("my.waits");
  const known = [`${manner}.${phase}`, phase].find((key) => next.has(key));
  const ahead = known && due.due < today && String(next.raw(known)).includes("{due}") ? "late" : known;
  return (
    <ol className="line">
      {moments.map(({ fact, on, at }) => (
        <li key={`${fact} ${at.toISOString()}`} className="past">
          {words(fact)} <span className="meta">{written(locale, on)}</span>
        </li>
      ))}
      {ahead && <li>{next(ahead, { due: written(locale, due.due) })}</li>}
    </ol>
  );
}
