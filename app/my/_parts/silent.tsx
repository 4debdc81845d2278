import { getTranslations } from "next-intl/server";
import { Note } from "../../_components/note";
import { listed, type Locale } from "./written";

type Shown = { of: "consents" | "correct" | "data" | "decision"; systems: readonly string[]; locale: Locale };

/** Names the systems whose part is missing on the page, in its own words; nothing where all answered. */
export async function Silent({ of, systems, locale }: Shown) {
  if (systems.length === 0) return null;
  const t = await getTranslations(`my.${of}`);
  return (
    <Note tone="stay">
      <p>{t("silent", { systems: listed(locale, systems) })}</p>
    </Note>
  );
}
