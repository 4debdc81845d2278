import { getTranslations } from "next-intl/server";
import type { KindOfLines } from "../../../lib/gdpr/kinds-of-lines";
import { remains, type Line } from "../../../lib/gdpr/answer-line";
import { written, type Locale } from "./written";

/** When the records of one line go or went; nothing where there is no day and nobody waits for one. */
export async function When({ line, locale }: { line: Line; locale: Locale }) {
  const words = await wordsOf(line, locale);
  return words === null ? null : <span className="meta">{words}</span>;
}

async function wordsOf(line: Line, locale: Locale): Promise<string | null> {
  const t = await getTranslations("my.lines");
  const { reason, from, last, on, event, taxYear } = line;
  if (!remains(line)) return on ? written(locale, on) : null;
  if (from !== null) {
    const first = t("from", { date: written(locale, from) });
    return last === null || last === from ? first : `${first}, ${t("last", { date: written(locale, last) })}`;
  }
  if (taxYear) return t("tax-year");
  if (event !== null) return t("event", { event });
  return reason === "norm" ? null : t(`until.${reason}`);
}

/** The same for all lines of a kind: from its first day to its last, and whether some of it has none. */
export async function KindWhen({ kind, locale }: { kind: KindOfLines; locale: Locale }) {
  const t = await getTranslations("my.lines");
  const { lines, from, last, on } = kind;
  if (!lines.some(remains)) return on ? <span className="meta">{written(locale, on)}</span> : null;
  const dateless = lines.filter((line) => remains(line) && line.from === null);
  if (from === null || last === null) {
    const said = new Set(
      (await Promise.all(dateless.map((line) => wordsOf(line, locale)))).flatMap((one) => one ?? []),
    );
    if (said.size === 0) return null;
    return <span className="meta">{said.size === 1 ? [...said] : t("no-date")}</span>;
  }
  return (
    <>
      <span>{t("from", { date: written(locale, from) })}</span>
      {last !== from && <span className="meta">{t("last", { date: written(locale, last) })}</span>}
      {dateless.length > 0 && <span className="meta">{t("some-open")}</span>}
    </>
  );
}
