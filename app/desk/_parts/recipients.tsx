import { getTranslations } from "next-intl/server";
import type { Language } from "../../../lib/gdpr/language";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { categoryWords, recipientName } from "../../../lib/queries/desk/words";
import { Chip, type Tone } from "../../_components/chip";
import { dates } from "./dates";

const tones: Record<DeskRequest["notices"][number]["state"], Tone> = {
  "to-send": "ask",
  sent: "stay",
  confirmed: "done",
  "not-told": "gone",
};

/** Art. 19: every recipient of what was changed, and how far it is: what the evidence needs, without the person. */
export async function Recipients({ request, locale }: { request: DeskRequest; locale: Language }) {
  const { notices } = request;
  if (notices.length === 0) return null;
  const [t, law] = [await getTranslations("desk.recipients"), await getTranslations("law")];
  const { moment: at } = await dates();
  const when = ({ state, because, effectiveOn, openedAt, sentAt, dueOn }: (typeof notices)[number]): string => {
    if (state === "not-told" && because) return law(`not-told.${because}`);
    if (effectiveOn) return t("effective", { on: effectiveOn });
    if (state === "to-send") return t("due", { on: dueOn });
    return t(openedAt ? "read" : "sent", { at: at(openedAt ?? sentAt ?? "") });
  };
  return (
    <section aria-labelledby="recipients">
      <h2 id="recipients">{t("title")}</h2>
      <ul className="answer">
        {notices.map((notice) => (
          <li key={notice.id}>
            <span>
              {recipientName(notice.recipient)}: {t(`change.${notice.change}`)}
              <span className="why">
                {t(`way.${notice.way}`)} · <span className="mono">{notice.id}</span>
                {notice.veiled && ` · ${t("veiled")}`}
                {notice.categories.length > 0 &&
                  ` · ${notice.categories.map((one) => categoryWords(one)[locale]).join(", ")}`}
              </span>
            </span>
            <span className="when">
              <Chip tone={tones[notice.state]}>{t(`state.${notice.state}`)}</Chip> {when(notice)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
