import { getTranslations } from "next-intl/server";
import type { Language } from "../../lib/gdpr/language";
import { surgeNotice } from "../../lib/queries/surge-notice";
import { Note } from "./note";

/** While a surge lasts: what the controller tells everybody about it, in plain text, paragraph by paragraph. */
export async function SurgeNotice({ locale }: { locale: Language }) {
  const text = await surgeNotice(locale);
  if (text === null) return null;
  const t = await getTranslations("shell");
  return (
    <section aria-labelledby="surge">
      <Note tone="stay">
        <h2 id="surge" className="mt-0">
          {t("surge")}
        </h2>
        <Paragraphs text={text} />
      </Note>
    </section>
  );
}

/** An empty line begins another paragraph; the order of a text never changes, so the position is a fine key. */
export const Paragraphs = ({ text }: { text: string }) =>
  text.split(/\n\s*\n/).map((part, at) => (
    <p key={at} className="whitespace-pre-line wrap-anywhere">
      {part.trim()}
    </p>
  ));
