/** What next-intl gives as the reader's language is one that the portal speaks: `i18n/request.ts` chooses it from those alone. */
import type { Language } from "../lib/gdpr/language";

declare module "use-intl" {
  interface AppConfig {
    Locale: Language;
  }
}
