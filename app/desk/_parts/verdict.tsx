import { getTranslations } from "next-intl/server";
import type { Language } from "../../../lib/gdpr/language";
import { Chip } from "../../_components/chip";
import type { Line } from "../../../lib/queries/desk/request";
import { citedIn } from "../../../lib/queries/desk/words";
import { verdictTone } from "./tones";

/** What is decided about a group of records, in a word. */
export async function Verdict({ line }: { line: Pick<Line, "action" | "mode"> }) {
  const t = await getTranslations("law");
  // A pause is a verdict of its own; a lock says beside the word what it is for.
  const word = line.mode === "art18" ? t("modes.pause") : t(`actions.${line.action}`);
  const lock = line.mode === "retention-lock" ? `, ${t("modes.retention-lock")}` : "";
  return (
    <Chip tone={verdictTone(line.action, line.mode)}>
      {word}
      {lock}
    </Chip>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations>>;

type Basis = Pick<Line, "doubt" | "norm" | "ground">;

/** What a decision rests on: the doubt, the norm or the reason, and the ground. `t` speaks the words of the law. */
export function basisOf(t: Translate, locale: Language, { doubt, norm, ground }: Basis): string {
  if (doubt) return t(`doubts.${doubt}`);
  const why = norm === null ? null : t.has(`kept.${norm}`) ? t(`kept.${norm}`) : citedIn(locale, norm);
  const on =
    ground === null
      ? null
      : t.has(`grounds.${ground}`)
        ? t(`grounds.${ground}`)
        : citedIn(locale, `Art. ${ground} GDPR`);
  return [why, on].filter(Boolean).join(" · ") || "–";
}
