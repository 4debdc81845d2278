import { getTranslations } from "next-intl/server";
import type { FieldShown } from "../../../../lib/steps/ask/correctable";
import { written, writtenInstant, type Locale } from "../../_parts/written";
import { isDay } from "../../../../lib/gdpr/day";

type Props = { field: FieldShown; locale: Locale; zone: string };

/** A stored value as people read it; nothing stored is said, not left blank. */
export async function Stored({ field, locale, zone }: Props) {
  const t = await getTranslations("my.correct");
  const text = readable(field, locale, zone);
  if (text === null) return <span className="meta">{t("empty")}</span>;
  return <span className="whitespace-pre-line break-words">{text}</span>;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** The value in words of the language, null where nothing is stored. */
export function readable({ value, said }: FieldShown, locale: Locale, zone: string): string | null {
  if (value === null || value === "") return null;
  if (said !== null) return said;
  if (instant.test(value)) return writtenInstant(locale, new Date(value), zone);
  return isDay(value) ? written(locale, value) : value;
}
