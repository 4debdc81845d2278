/**
 * Art. 5(2), 24: a request's evidence for people who read: what was asked, how the time was counted, what was decided and
 * by whom, what was done, and what all this proves. Made from the content of the bundle alone, so that whoever holds the
 * bundle can make it again; no name and no address of a person stands in it, in either form of the bundle.
 */
import type { BundleInput } from "../bundle/write";
import type { Land } from "../gdpr/holidays";
import type { Language, LetterHead } from "../letters/letter";
import { approvalsSection } from "./approvals";
import { askedSection } from "./asked";
import { carriedOutSection } from "./carried-out";
import { clockSection } from "./clock";
import { decisionsSection } from "./decisions";
import { eventsSection } from "./events";
import { keptSection } from "./kept";
import { lettersSection } from "./letters";
import { caseOf, type Case } from "./case";
import { proofSection } from "./proof";
import { recipientsSection } from "./recipients";
import { headline, summarySection } from "./summary";
import { wordsOf } from "./words";

export type Table = {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** How wide each column is beside the others. */
  widths: readonly number[];
};

/** What stands in a section, one after the other. A line feed in a text, a fact or a cell begins a new line. */
export type Part =
  | { text: string }
  | { facts: readonly (readonly [term: string, said: string])[] }
  | { list: readonly string[]; ordered?: boolean }
  | { line: readonly { when: string; what: string }[] }
  | { table: Table }
  | { code: string };

export type Section = { id: string; heading: string; parts: readonly Part[] };

export type Report = {
  language: Language;
  /** The company above its title; absent where nobody sends it. */
  head?: LetterHead | undefined;
  title: string;
  /** The one sentence that answers "so what?". */
  lead: string;
  /** What must be known before reading on: whose word counts, and whether it is a demonstration. */
  notes: readonly { text: string; warns: boolean }[];
  sections: readonly Section[];
  /** The foot of every page. */
  foot: string;
  /** `1 of 3`, for those who print it. */
  page: (page: number, pages: number) => string;
  /** When the bundle was made: the only time that the report's files carry. */
  madeAt: string;
};

/** How the policy names what stands in the events as an id. An id without a name comes out as it is. */
export type Names = Readonly<Record<"category" | "source" | "recipient" | "purpose", Readonly<Record<string, string>>>>;

export type ReportInput = Omit<BundleInput, "report"> & {
  language: Language;
  /** Whose report it is. */
  head?: LetterHead;
  names: Names;
  /** Whose public holidays and whose clock count the time. */
  land: Land;
  zone: string;
};

const sections: readonly ((told: Case) => Section)[] = [
  summarySection,
  askedSection,
  clockSection,
  decisionsSection,
  approvalsSection,
  carriedOutSection,
  lettersSection,
  recipientsSection,
  keptSection,
  eventsSection,
  proofSection,
];

/** The report of a bundle's content. Pure; throws on an input without events. */
export function reportOf(input: ReportInput): Report {
  const told = caseOf(input, wordsOf(input));
  const { say } = told.words;
  const { reference, demo, language, head } = input;
  const madeAt = told.last.at;
  return {
    language,
    head,
    title: say("title", { reference }),
    lead: headline(told),
    notes: [...(demo ? [{ text: say("demo"), warns: true }] : []), { text: say("aid"), warns: false }],
    sections: sections.map((section) => section(told)),
    foot: say("foot", { reference, at: told.words.moment(madeAt) }),
    page: (page, pages) => say("page", { page, pages }),
    madeAt,
  };
}
