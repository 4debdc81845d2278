import type { Language } from "../gdpr/language";

/** A sentence in every language of the portal. */
export type Sentence = Record<Language, string>;
/** What a Server Action tells its form: sentences to read, and what the person had typed. Safe to send to a browser. */
export type Problem = { field: string | null; sentence: Sentence };
/**
 * `once`: something that is shown this one time and is kept nowhere. `mend`: the page on which a person mends what no field of the form
 * is to blame for; it is opened beside this one, which keeps what was typed.
 */
export type FormState = {
  problems: Problem[];
  values: Record<string, string[]>;
  once?: string;
  mend?: "/sign-in";
};

export const calm: FormState = { problems: [], values: {} };
