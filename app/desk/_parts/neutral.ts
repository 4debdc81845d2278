/**
 * Somebody else's text as a page shows it: what steers a reader unseen (control characters, signs of no width, marks that turn the
 * direction of what follows) stands there as its number. React escapes the rest; nothing in it becomes a link.
 */
const unseen = /[^\S \n]|[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u115f\u1160\u3164\uffa0]/gu;
const kept = new Set(["\n", "\t", "\u00a0", "\u00ad", "\u202f"]);

export function neutral(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll(unseen, (sign) => (kept.has(sign) ? sign : `⟨U+${codeOf(sign)}⟩`));
}

const codeOf = (sign: string): string => (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
