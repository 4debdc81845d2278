import { getTranslations } from "next-intl/server";
import { isStaying, leaves, type Fate, type Told } from "../../../../../lib/gdpr/answer-line";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { LineList } from "../../../_parts/line-list";
import { listed, written, type Locale } from "../../../_parts/written";
import type { Manner } from "../../../../../lib/queries/my/manner";

/** What is not yet confirmed is told of what changes records. */
const opened: readonly Manner[] = ["erasure", "restriction", "editing", "address", "correcting"];

/** A statement and a document are about a whole record: no field of it changes. */
const named = (fate: Fate): boolean => fate !== "beside" && fate !== "document";

type Props = { request: RequestView; outcome: Told; locale: Locale };

/** What went, what stays and why, what is still being done: foreseen until it has run, a fact afterwards. */
export async function Answer({ request, outcome, locale }: Props) {
  const t = await getTranslations("my.answer");
  const letter = await getTranslations("letters");
  const { manner, phase, fields } = request;
  const tense = phase === "undo" || phase === "copy-first" ? "will" : "has";
  const { lines } = outcome;
  const gone = lines.filter(({ fate }) => leaves(fate));
  const open = opened.includes(manner) ? lines.filter(({ fate }) => fate === "under-way") : [];
  const late = request.confirmedBy < request.today;
  const stays = lines.filter(isStaying);
  const handed = lines.filter(({ fate }) => fate === "handed-out");
  const withheld = lines.filter(({ fate }) => fate === "withheld");
  const asked = manner === "erasure" ? lines.filter(({ reason }) => reason === "not-asked") : [];
  const untouched = [...new Set(asked.map(({ label }) => label))];
  const others = (["corrected", "beside", "document", "paused", "stopped"] as const).flatMap((fate) => {
    const own = lines.filter((line) => line.fate === fate);
    return own.length > 0 ? [{ fate, own }] : [];
  });
  return (
    <>
      {gone.length > 0 && <h2>{t(tense === "will" ? "goes" : "gone")}</h2>}
      {gone.length > 0 && <LineList lines={gone} tense={tense} locale={locale} />}
      {open.length > 0 && <h2>{t("open")}</h2>}
      {open.length > 0 && <p>{t(late ? "open-late" : "open-lead", { date: written(locale, request.confirmedBy) })}</p>}
      {open.length > 0 && <LineList lines={open} tense={tense} fields={fields} locale={locale} />}
      {stays.length > 0 && <h2>{t(tense === "will" ? "stays-will" : "stays")}</h2>}
      {stays.length > 0 && <LineList lines={stays} tense={tense} fields={fields} locale={locale} />}
      {stays.some(({ from }) => from) && <p className="meta mt-4">{t("promise")}</p>}
      {others.map(({ fate, own }) => (
        <section key={fate} aria-labelledby={`fate-${fate}`}>
          <h2 id={`fate-${fate}`}>{t(tense === "will" ? `${fate}-will` : fate)}</h2>
          <LineList lines={own} tense={tense} fields={named(fate) ? fields : {}} locale={locale} />
        </section>
      ))}
      {handed.length > 0 && <h2>{t("handed", { manner })}</h2>}
      {handed.length > 0 && <LineList lines={handed} tense={tense} manner={manner} locale={locale} />}
      {withheld.length > 0 && <h2>{t("withheld", { manner })}</h2>}
      {withheld.length > 0 && <LineList lines={withheld} tense={tense} manner={manner} locale={locale} />}
      {withheld.length > 0 && manner === "portability" && <p className="meta mt-4">{letter("portability.copy")}</p>}
      {untouched.length > 0 && <h2>{t("untouched")}</h2>}
      {untouched.length > 0 && <p>{listed(locale, untouched)}</p>}
    </>
  );
}
