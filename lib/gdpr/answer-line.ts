/**
 * Art. 12(1), (4): the lines of an answer, as page and letter tell them: one for each kind of data, system and fate, with the
 * reason, the norm and the dates. Texts are in the reader's language.
 */
import type { Day } from "./day";
import type { Numbers } from "./numbers";

/** What happens, or has happened, to the records. `under-way`: approved, not yet confirmed. */
export type Fate =
  | "deleted"
  | "shortened"
  | "disconnected"
  | "locked"
  | "paused"
  | "stays"
  | "handed-out"
  | "withheld"
  | "corrected"
  /** The person's statement stands beside it. */
  | "beside"
  /** A document of its own corrects it. */
  | "document"
  | "stopped"
  | "under-way";

/** Why records stay or go; `norm` means: the norm of the line says it. */
export type Reason =
  | "norm"
  | "licence"
  | "not-asked"
  | "matter"
  /** It may belong to one: its system cannot tell. */
  | "may-matter"
  /** The matter that needed it is over: a request of its own decides about it again. */
  | "taken-up"
  /** What needed it is over: likewise. */
  | "no-longer-needed"
  | "paused"
  | "open-order"
  | "warranty"
  | "contract"
  | "others"
  /** Left out of a copy where the BDSG says so. */
  | "kept-back"
  /** Art. 20(1): did not come from the person. */
  | "not-provided"
  /** Art. 20(1): carried by neither consent nor contract. */
  | "no-consent-or-contract"
  | "not-correctable"
  /** The system kept records that should have gone: a person looks into it. */
  | "held"
  /** An open copy of the same data goes first. */
  | "copy";

export type Line = {
  key: string;
  category: string;
  label: string;
  what: string;
  fate: Fate;
  reason: Reason;
  /** Article of the GDPR as the plan states it: "17(3)(b)". */
  ground: string | null;
  /** Ground and norm, as cited in the reader's language. */
  norm: string;
  /** The event that ends an open-ended stay, in words; null where there is a date or no rule. */
  event: string | null;
  /** Over by the calendar, and goes when no tax of its year is open any more. */
  taxYear: boolean;
  count: number | null;
  system: string;
  since: Day | null;
  /** The first and the last day from which records go; equal when there is one. */
  from: Day | null;
  last: Day | null;
  /** When it was done, confirmed by the system. */
  on: Day | null;
};

export type Told = {
  lines: Line[];
  numbers: Numbers;
  /** Of those kept, the ones that the request was not about, or the law does not let it be about: nobody refused them. */
  aside: number;
  /** Records found, in so many `systems`. */
  total: number;
  systems: number;
  /** Where a person works by hand and nothing is counted. */
  handSystems: string[];
};

/** Whether records of this fate are no longer the person's data in our systems. */
export const leaves = (fate: Fate): boolean => fate === "deleted" || fate === "shortened" || fate === "disconnected";

export const remains = ({ fate }: Pick<Line, "fate">): boolean => fate === "locked" || fate === "stays";

/** What stays for a reason of the law or of ours; what nobody asked about stays as well, and is told by itself. */
export const isStaying = (line: Pick<Line, "fate" | "reason">): boolean => remains(line) && line.reason !== "not-asked";

/** Fates that say for themselves why. */
const own: readonly Fate[] = ["paused", "corrected", "beside", "document", "stopped"];

/** Why something may stay, in plain words, by the article that lets it. */
const becauseOf: Record<string, string> = {
  "17(3)(b)": "duty",
  "17(3)(e)": "claims",
  "6(1)(b)": "use",
  "6(1)(f)": "interest",
};

/** Which sentence says why (`my.lines.why`), with the norm in it; letter and page take the same. */
export function whyKey({ fate, reason, ground }: Pick<Line, "fate" | "reason" | "ground">): string {
  if (own.includes(fate)) return fate;
  if (reason !== "norm" || !remains({ fate })) return reason;
  return becauseOf[ground ?? ""] ?? "norm";
}

/** The same in a few words (`my.lines.in-short`); null where the fate says it all. */
export function shortKey({ fate, reason, ground }: Pick<Line, "fate" | "reason" | "ground">): string | null {
  if (own.includes(fate)) return null;
  if (reason !== "norm") return reason;
  return remains({ fate }) ? (becauseOf[ground ?? ""] ?? "rule") : null;
}
