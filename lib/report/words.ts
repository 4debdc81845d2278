/** The words of the report: its own sentences, those of the law, and dates as the language writes them. */
import { createTranslator } from "use-intl/core";
import { messagesFor } from "../../i18n/messages";
import type { Event } from "../gdpr/evidence";
import { factInWords, type Speak } from "../gdpr/fact-words";
import { facts } from "../gdpr/facts";
import { localeOf, translatedAs } from "../gdpr/language";
import { citation, provision } from "../letters/citation";
import type { Language } from "../letters/letter";
import { money } from "../letters/money";
import type { ReportInput } from "./report";

type Values = Record<string, string | number>;
type Say = (key: string, values?: Values) => string;

export type Words = {
  language: Language;
  /** A sentence of the report. A missing one throws: no report leaves with a hole in it. */
  say: Say;
  /** A sentence about how a date is counted, as the desk prints it. */
  clock: Speak["law"];
  law: Speak["law"];
  category: (id: string) => string;
  source: (id: string) => string;
  recipient: (id: string) => string;
  /** An event as a sentence; one that is no event of the format is named as it stands. */
  fact: (event: Event) => string;
  /** The ground of a decision, with its provision. */
  ground: (ground: string) => string;
  /** A norm as the language cites it, or why something stays that no norm keeps. */
  norm: (norm: string) => string;
  /** Monday, 23 November 2026. */
  fullDay: (day: string) => string;
  /** 23 Nov 2026. */
  day: (day: string) => string;
  /** 23 Nov 2026, 10:00, by the clock of the house. */
  moment: (instant: string) => string;
  number: (n: number) => string;
};

/** The words for one report. */
export function wordsOf({ language, names, zone }: Pick<ReportInput, "language" | "names" | "zone">): Words {
  const [law, named] = [spoken(language, "law"), (kind: keyof typeof names) => (id: string) => names[kind][id] ?? id];
  const speak: Speak = {
    law,
    category: named("category"),
    source: named("source"),
    purpose: named("purpose"),
    recipient: named("recipient"),
    money: (cents) => money(language, cents),
  };
  return {
    ...speak,
    language,
    say: spoken(language, "report"),
    clock: spoken(language, "desk.clock"),
    fact: (event) => (isTold(event) ? factInWords(event, speak) : event.fact),
    ground: (ground) => (law.has(`grounds.${ground}`) ? law(`grounds.${ground}`) : provision(language, ground)),
    norm: (norm) => (law.has(`kept.${norm}`) ? law(`kept.${norm}`) : citation(language, norm)),
    ...datesIn(language, zone),
    number: (n) => new Intl.NumberFormat(localeOf(language)).format(n),
  };
}

/** Whether an event says what its fact demands. What does not is for the verifier to name; here it only must not mislead. */
export const isTold = ({ fact, data }: Pick<Event, "fact" | "data">): boolean =>
  facts[fact]?.safeParse(data).success === true;

function datesIn(language: Language, zone: string): Pick<Words, "fullDay" | "day" | "moment"> {
  const format = (style: Intl.DateTimeFormatOptions) => {
    const known = new Intl.DateTimeFormat(localeOf(language), style);
    return (text: string) => known.format(new Date(text));
  };
  return {
    fullDay: format({ dateStyle: "full", timeZone: "UTC" }),
    day: format({ dateStyle: "medium", timeZone: "UTC" }),
    moment: format({ dateStyle: "medium", timeStyle: "short", timeZone: zone }),
  };
}

const kept = new Map<string, Speak["law"]>();

/** A speaker, made once: reading the sentences takes longer than saying them. */
function spoken(language: Language, namespace: string): Speak["law"] {
  const key = `${language} ${namespace}`;
  const known = kept.get(key);
  if (known) return known;
  const speaker = createTranslator({
    locale: translatedAs(language),
    messages: messagesFor(language),
    namespace: namespace as never,
    timeZone: "UTC",
    onError: (error) => {
      throw error;
    },
  }) as unknown as Speak["law"];
  kept.set(key, speaker);
  return speaker;
}
