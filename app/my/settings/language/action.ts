"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languages } from "../../../../i18n/language";
import { rememberLanguage } from "../../../../lib/sign-in/remember-language";
import { secureAction } from "../../../../lib/sign-in/secure-action";
import { chooseLanguage } from "../../../../lib/steps/settings/choose-language";

/** The language of pages, mails and letters from now on. */
export const chooseLanguageAction = secureAction(
  "choose-language",
  z.object({ language: z.enum(languages(), "my.settings.problems.language") }),
  async (who, { language }) => {
    await chooseLanguage(who, language);
    await rememberLanguage(who, language);
    redirect("/my/settings?changed=language");
  },
);
