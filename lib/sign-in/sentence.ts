import { createTranslator } from "use-intl/core";
import { languages } from "../../i18n/language";
import { messagesFor } from "../../i18n/messages";
import type { Language } from "../gdpr/language";
import type { Sentence } from "./form-state";

type Values = Record<string, string | number>;
type Words = (key: string, values?: Values) => string;

/** A sentence by its key in `messages`, in every language: who reads it may change theirs while it stands there. */
export function sentenceOf(key: string, values?: Values): Sentence {
  const said = languages().map((locale): [Language, string] => {
    const t = createTranslator({ locale, messages: messagesFor(locale) }) as unknown as Words;
    return [locale, t(key, values)];
  });
  return Object.fromEntries(said) as Sentence;
}
