/**
 * Norms as a reader of the language cites them. The policy states each norm once, in English; what differs in German is
 * the grammar of a citation, not the norm.
 */
import type { Language } from "./letter";

const german: readonly (readonly [RegExp, string])[] = [
  [/\s*\((\d+)\)/g, " Abs. $1"],
  [/\s*\(([a-z])\)/g, " Buchst. $1"],
  [/\bno\. /g, "Nr. "],
  [/\bsentence (\d+)/g, "Satz $1"],
  [/\bGDPR\b/g, "DSGVO"],
  [/\bUCC\b/g, "UZK"],
  [/\bReg\. \(EU\)/g, "VO (EU)"],
  [/\bDirective (\d+\/\d+)\/EC\b/g, "Richtlinie $1/EG"],
  [/\bPrivacy policy\b/g, "Datenschutzerklärung"],
  [/\bStPO request\b/g, "Ersuchen nach der StPO"],
  [/\bSEPA terms of the creditor bank\b/g, "SEPA-Bedingungen der Gläubigerbank"],
];

/** A norm of the policy in the reader's language: "§ 147(1) no. 4, (3) AO" → "§ 147 Abs. 1 Nr. 4, Abs. 3 AO". */
export function citation(language: Language, norm: string): string {
  return language === "de" ? german.reduce((text, [from, to]) => text.replace(from, to), norm) : norm;
}

/** A ground with the norm that stands beside it, as a reader of the language cites them. */
export const groundInWords = (language: Language, ground: string, norm: string | null): string =>
  [provision(language, ground), norm === null ? [] : citation(language, norm)].flat().join("; ");

/** "17(3)(b)" → "Art. 17(3)(b) GDPR" or "Art. 17 Abs. 3 Buchst. b DSGVO"; "bdsg-34" → "§ 34 BDSG". */
export function provision(language: Language, ground: string): string {
  const bdsg = /^bdsg-(\d+)$/.exec(ground)?.[1];
  return bdsg === undefined ? citation(language, `Art. ${ground} GDPR`) : `§ ${bdsg} BDSG`;
}
