/** The mail to somebody who wanted to know when what was kept is gone. No record and no kind of data is named in it. */
import type { Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { speaker } from "./words";

type Facts = { reference: string; lookupUrl: string; controller: string; more: boolean };

/** Subject, text and HTML. `more`: something else is still kept. */
export function laterMail(
  language: Language,
  { more, ...facts }: Facts,
): { subject: string; text: string; html: string } {
  const say = speaker(language);
  const title = say("later.subject", facts);
  const blocks = ["gone", more ? "more" : "last", "where"].map((part) => ({ text: say(`later.${part}`, facts) }));
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
