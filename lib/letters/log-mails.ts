/** Art. 5(2): what legal is told: the log's checkpoint once a day, that it does not verify, and copies that live too long. No person is named. */
import type { Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { speaker } from "./words";

type Daily = { kind: "daily"; date: string; controller: string; note: string };
/** `codes`: what was found, as docs/evidence.md names it. */
type Alarm = { kind: "alarm"; date: string; controller: string; count: number; codes: string };

/** Copies that were taken out and should be destroyed by now; `url`: where it is said that they are. */
type Copies = { kind: "copies"; count: number; controller: string; url: string };

/** Subject, text and HTML. The note stands in the text as it was signed: line by line, nothing broken. */
export function logMail(
  language: Language,
  facts: Daily | Alarm | Copies,
): { subject: string; text: string; html: string } {
  const say = speaker(language);
  const { kind, ...values } = facts;
  const title = say(`log.${kind}.subject`, values);
  const part = (name: string) => ({ text: say(`log.${kind}.${name}`, values) });
  const blocks =
    facts.kind === "daily"
      ? [part("why"), part("note"), { text: facts.note.trimEnd() }, part("how")]
      : [part("why"), part("what"), part("where")];
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
