/** Art. 12(4), 15(4): why records are left out of a copy, in the sentence of the page; letter and copy take the same. */
import { whyWithheld } from "../../answer/line";
import type { Language } from "../../gdpr/language";
import { lineSpeaker } from "../../letters/words";

export function whyWithheldInWords(withheld: Parameters<typeof whyWithheld>[0], language: Language): string {
  const { key, norm } = whyWithheld(withheld, language);
  return lineSpeaker(language)(`why.${key}`, { norm });
}
