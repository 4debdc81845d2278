import { getTranslations } from "next-intl/server";
import type { ByReceipt } from "../../../lib/queries/by-receipt";
import { written, writtenInstant, type Locale } from "../../my/_parts/written";

type Standing = Pick<ByReceipt, "phase" | "closed" | "undoUntil" | "copyFirst" | "dueOn" | "today" | "zone">;

/** Where a request stands, in one sentence, and what comes next: what its page tells the signed-in, without what only they can open. */
export async function standing(
  { phase, closed, undoUntil, copyFirst, dueOn, today, zone }: Standing,
  locale: Locale,
): Promise<{ headline: string; next: string | null }> {
  const t = await getTranslations("shell.lookup");
  const any = await getTranslations("my.headlines.any");
  const facts = {
    due: written(locale, dueOn),
    undo: undoUntil ? writtenInstant(locale, undoUntil, zone) : "",
    copy: copyFirst ? "yes" : "no",
  };
  const headline = t.has(`headlines.${phase}`) ? t(`headlines.${phase}`, facts) : any(phase, { ...facts, fee: "" });
  if (!closed && dueOn < today) return { headline, next: t("next.late", facts) };
  const own = t.has(`next.${phase}`) ? phase : closed ? null : "open";
  return { headline, next: own && t(`next.${own}`, facts) };
}
