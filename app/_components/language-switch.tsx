import { switchLanguage } from "../../lib/sign-in/switch-language";
import { ActionForm } from "./action-form";
import { Hidden } from "./hidden";

const names = { en: "English", de: "Deutsch" } as const;

/** One button with the other language's own name; the page comes back in it. */
export function LanguageSwitch({ locale }: { locale: string }) {
  const other = locale === "de" ? "en" : "de";
  return (
    <ActionForm action={switchLanguage} label={names[other]}>
      <Hidden values={{ language: other }} />
      <button type="submit" className="button link" lang={other}>
        {names[other]}
      </button>
    </ActionForm>
  );
}
