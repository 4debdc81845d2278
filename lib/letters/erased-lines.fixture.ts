/** Lines of an erasure's answer, of every fate; their numbers stand in `letters.fixture.ts`. */
import type { Line } from "../gdpr/answer-line";
import { day } from "../gdpr/day";

/** What goes and has no reason of its own. */
const plain = { reason: "norm", event: null, taxYear: false, since: null, from: null, last: null, on: null } as const;
const [accountEnds, consentEnded] = [
  { ground: "17(1)(a)", norm: "Art. 17(1)(a) GDPR" },
  { ground: "17(1)(b)", norm: "Art. 17(1)(b) GDPR" },
];

/** A line of a kind; the system and the words about the kind play no part in a letter. */
export const erasedLine = (label: string, line: Pick<Line, "fate" | "count"> & Partial<Line>): Line => ({
  key: [label, line.fate, line.reason, line.norm].join(" "),
  category: label.toLowerCase(),
  label,
  what: `What is in ${label}.`,
  system: "Shop",
  ...plain,
  ...accountEnds,
  ...line,
});

export const erasedLines: Line[] = [
  erasedLine("Account", { fate: "deleted", count: 3, on: day("2026-12-01") }),
  erasedLine("Surveys", { fate: "deleted", count: 3, on: day("2026-12-01"), ...consentEnded }),
  erasedLine("Surveys", { fate: "under-way", count: 2, ...consentEnded }),
  erasedLine("Surveys", { fate: "stays", count: 1, reason: "held", ...consentEnded }),
  erasedLine("Website log", { fate: "shortened", count: 20, on: day("2026-12-01") }),
  erasedLine("Invoices", {
    fate: "locked",
    count: 3,
    ground: "17(3)(b)",
    norm: "§ 147 AO; § 257 HGB; § 31(2) no. 1 OWiG; Art. 17(3)(b) GDPR",
    from: day("2035-01-01"),
    last: day("2035-01-01"),
  }),
  erasedLine("Licences", { fate: "stays", count: 2, reason: "licence", ground: "6(1)(b)", norm: "Art. 6(1)(b) GDPR" }),
];
