import { getTranslations } from "next-intl/server";
import { Note } from "../../_components/note";

type Verdict = { ok: boolean; events: number; problems: number; head?: string | null; demo: boolean | null };

/** What the verifier says, in a sentence. */
export async function VerdictNote({ ok, events, problems, head, demo }: Verdict) {
  const t = await getTranslations("evidence.verdict");
  return (
    <Note tone={ok ? "done" : "gone"}>
      <p className="wrap-anywhere">
        <strong>{ok ? t("verifies", { events }) : t("fails", { problems })}</strong>{" "}
        {head && <span className="mono">{t("head", { head })}</span>}
      </p>
      {demo && <p>{t("demo")}</p>}
    </Note>
  );
}
