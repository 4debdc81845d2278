/**
 * Norms as a reader of the language cites them. The policy states each norm once, in English; what differs in German is
 * the grammar of a citation, not the norm.
 */
export type Language = "en" | "de";

const german: readonly (readonly [RegExp, string])[] = [
  [/\s*\((\d+)\)/g, " Abs. $1"],
  [/\s*\(([a-z])\)/g, " Buchst. $1"],
  [/\bno\. /g, "Nr. "],
  [/\bGDPR\b/g, "DSGVO"],
  [/\bUCC\b/g, "UZK"],
  [/\bReg\. \(EU\)/g, "VO (EU)"],
  [/\bDirective (\d+\/\d+)\/EC\b/g, "Richtlinie $1/EG"],
  [/\bPrivacy policy\b/g, "Datenschutzerklärung"],
  [/\bStPO request\b/g, "Ersuchen nach der StPO"],
  [/\bSEPA terms of the creditor bank\b/g, "SEPA-Bedingungen der Gläubigerbank"],
];

/** A norm of the policy in the reader's language: "§ 147(1) no. 4 AO" → "§ 147 Abs. 1 Nr. 4 AO". */
export function cited(norm: string, language: Language): string {
  return language === "en" ? norm : german.reduce((text, [from, to]) => text.replace(from, to), norm);
}

/** A ground of a decision as an article: "17(3)(b)" → "Art. 17(3)(b) GDPR". */
export function article(ground: string, language: Language): string {
  return cited(`Art. ${ground} GDPR`, language);
}
