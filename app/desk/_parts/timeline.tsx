import { getLocale, getTranslations } from "next-intl/server";
import { categoryWords, moneyIn, purposeWords, recipientName, sourceWords } from "../../../lib/queries/desk/words";
import type { Happened } from "../../../lib/queries/desk/request";
import { dates } from "./dates";
import { factInWords, type Speak } from "../../../lib/gdpr/fact-words";

/** The words that events are told in, for this page's language. */
export async function speaker(): Promise<Speak> {
  const locale = await getLocale();
  return {
    law: await getTranslations("law"),
    category: (id) => categoryWords(id)[locale],
    source: (id) => sourceWords(id)[locale],
    purpose: (id) => purposeWords(id)[locale],
    recipient: recipientName,
    money: (cents) => moneyIn(locale, cents),
  };
}

/** Facts that come in rows: more than two in a row are one line that opens. */
const inRows: readonly string[] = ["executed", "duty-made", "duty-done", "answered-doubt"];

/** Events in their order, those of one kind that follow each other together. */
function rowsOf(events: readonly Happened[]): Happened[][] {
  const rows: Happened[][] = [];
  for (const event of events) {
    const row = rows.at(-1);
    if (row && inRows.includes(event.fact) && row[0]?.fact === event.fact) row.push(event);
    else rows.push([event]);
  }
  return rows.flatMap((row) => (row.length > 2 ? [row] : row.map((event) => [event])));
}

/** What happened to a request, first to last, and in a few words what is still to come. */
export async function Timeline({ events, ahead }: { events: readonly Happened[]; ahead: string | null }) {
  const [speak, { moment }] = [await speaker(), await dates()];
  const t = await getTranslations("desk.runs");
  const when = ({ at, role }: Happened) => `${moment(at)} · ${speak.law(`roles.${role}`)}`;
  return (
    <ol className="line">
      {rowsOf(events).map(([first, ...rest]) =>
        first === undefined ? null : (
          <li key={first.seq} className="past">
            {rest.length === 0 ? (
              factInWords(first, speak)
            ) : (
              <details>
                <summary>{t(first.fact, { count: rest.length + 1 })}</summary>
                <ul className="plain meta">
                  {[first, ...rest].map((event) => (
                    <li key={event.seq}>{factInWords(event, speak)}</li>
                  ))}
                </ul>
              </details>
            )}
            {rest.length === 0 && <br />}
            <span className="meta">{when(first)}</span>
          </li>
        ),
      )}
      {ahead && <li>{ahead}</li>}
    </ol>
  );
}
