import { getTranslations } from "next-intl/server";
import { Note } from "../../../_components/note";
import { listed, type Locale } from "../../_parts/written";

/** Names the systems whose records are missing on the page; nothing where all answered. */
export async function Silent({ systems, locale }: { systems: readonly string[]; locale: Locale }) {
  if (systems.length === 0) return null;
  const t = await getTranslations("my.correct");
  return (
    <Note tone="stay">
      <p>{t("silent", { systems: listed(locale, systems) })}</p>
    </Note>
  );
}
