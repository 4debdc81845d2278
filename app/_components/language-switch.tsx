import { languages } from "../../i18n/language";
import { directionOf, languageName } from "../../lib/gdpr/language";
import { switchLanguage } from "../../lib/sign-in/switch-language";
import { ActionForm } from "./action-form";
import { Hidden } from "./hidden";

/** So many stand beside each other in the header; where there are more, they stand below one word. */
const beside = 2;

/** A button for each other language, with its own name; the page comes back in it. */
export function LanguageSwitch({ locale, label }: { locale: string; label: string }) {
  const others = languages().filter((one) => one !== locale);
  const buttons = others.map((one) => (
    <ActionForm key={one} action={switchLanguage} label={languageName(one)}>
      <Hidden values={{ language: one }} />
      <button type="submit" className="button link" lang={one} dir={directionOf(one)}>
        {languageName(one)}
      </button>
    </ActionForm>
  ));
  if (others.length <= beside) return buttons;
  return (
    <details className="languages">
      <summary>{label}</summary>
      {buttons}
    </details>
  );
}
