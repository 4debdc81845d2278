import { getTranslations } from "next-intl/server";
import { Note } from "../../_components/note";

type Verdict = {
  ok: boolean;
  events: number;
  problems: number;
  head?: string | null;
  demo: boolean | null;
  /** Which events the log's checkpoint covers; left out where a chain is shown and no bundle. */
  sealed?: { events: number; origin: string; size: number } | null;
};

/** What the verifier says, in a sentence. */
export async function VerdictNote({ ok, events, problems, head, demo, sealed }: Verdict) {
  const t = await getTranslations("evidence.verdict");
  return (
    <Note tone={ok ? "done" : "gone"}>
      <p className="wrap-anywhere">
        <strong>{ok ? t("verifies", { events }) : t("fails", { problems })}</strong>{" "}
        {head && <span className="mono">{t("head", { head })}</span>}
      </p>
      {sealed && (
        <p className="wrap-anywhere">
          {t("log", { covered: sealed.events, events, origin: sealed.origin, size: sealed.size })}
        </p>
      )}
      {sealed === null && ok && <p>{t("log-none")}</p>}
      {demo && <p>{t("demo")}</p>}
    </Note>
  );
}
