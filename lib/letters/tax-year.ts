/** § 147(3) sentence 5 AO: what finance is told when records wait for the release of their year. No person is named in it. */
import type { Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { speaker } from "./words";

type Facts = { year: number; deskUrl: string; controller: string };

/** Subject, text and HTML. */
export function taxYearMail(language: Language, facts: Facts): { subject: string; text: string; html: string } {
  const say = speaker(language);
  const values = { ...facts, year: String(facts.year) };
  const title = say("tax-year.subject", values);
  const blocks = ["why", "what", "where"].map((part) => ({ text: say(`tax-year.${part}`, values) }));
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
