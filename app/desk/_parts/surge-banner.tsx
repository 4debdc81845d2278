import { getTranslations } from "next-intl/server";
import type { SurgeBrief } from "../../../lib/queries/desk/surge-sql";
import { Note } from "../../_components/note";
import { dates } from "./dates";

/** Said on the queue and on every request while a surge lasts. */
export async function SurgeBanner({ surge }: { surge: SurgeBrief | null }) {
  if (!surge) return null;
  const [t, { long }] = [await getTranslations("desk.surge"), await dates()];
  return (
    <Note tone="stay">
      <p>
        {t("banner", { since: long(surge.since) })} <a href="/desk/surge">{t("banner-link")}</a>
      </p>
    </Note>
  );
}
