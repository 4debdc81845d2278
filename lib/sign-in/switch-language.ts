"use server";
import * as z from "zod";
import { languages } from "../../i18n/language";
import { rememberLanguage } from "./remember-language";
import { openAction } from "./secure-action";

/** Remembers the language in this browser and, for somebody signed in, for their letters. */
export const switchLanguage = openAction(
  "switch-language",
  z.object({ language: z.enum(languages()) }),
  (who, { language }) => rememberLanguage(who, language),
);
