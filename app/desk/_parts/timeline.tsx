import { getLocale, getTranslations } from "next-intl/server";
import { categoryWords, sourceWords } from "../../../lib/queries/desk/words";
import type { Happened } from "../../../lib/queries/desk/request";
import { dates } from "./dates";
import { factInWords, type Speak } from "./fact-words";

/** The words that events are told in, for this page's language. */
export async function speaker(): Promise<Speak> {
  const locale = (await getLocale()) as "en" | "de";
  return {
    law: await getTranslations("law"),
    category: (id) => categoryWords(id)[locale],
    source: (id) => sourceWords(id)[locale],
  };
}

/** What happened to a request, first to last, and in a few words what is still to come. */
export async function Timeline({ events, ahead }: { events: readonly Happened[]; ahead: string | null }) {
  const [speak, { moment }] = [await speaker(), await dates()];
  return (
    <ol className="line">
      {events.map((event) => (
        <li key={event.seq} className="past">
          {factInWords(event, speak)}
          <br />
          <span className="meta">
            {moment(event.at)} · {speak.law(`roles.${event.role}`)}
          </span>
        </li>
      ))}
      {ahead && <li>{ahead}</li>}
    </ol>
  );
}
