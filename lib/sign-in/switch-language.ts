"use server";
import * as z from "zod";
import { languages } from "../../i18n/language";
import { chooseLanguage } from "../steps/settings/choose-language";
import { rememberLanguage } from "./remember-language";
import { openAction } from "./secure-action";

/**
 * Remembers the language in this browser. For a person who is signed in it is the same choice as in the settings: what is open goes on
 * in it, whichever of the two they press.
 */
export const switchLanguage = openAction(
  "switch-language",
  z.object({ language: z.enum(languages()) }),
  async (who, { language }) => {
    if (who?.person) await chooseLanguage(who, language);
    await rememberLanguage(who, language);
  },
);
