/** The mail that carries a sign-in link: no name, no address, nothing but the link. */
import { createTranslator } from "use-intl/core";
import { directionOf, translatedAs, type Language } from "../gdpr/language";
import { messagesFor } from "../../i18n/messages";

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

type Say = (key: string, values?: Record<string, string>) => string;

/** Subject, text and HTML in one language. `link` is made by us and holds only characters of a URL. */
export function linkMail(language: Language, { controller, link }: { controller: string; link: string }) {
  // The words come from a file at run time: no type can know their places, a test compares them instead.
  const t = createTranslator({
    locale: translatedAs(language),
    messages: messagesFor(language),
    namespace: "shell.link",
  }) as unknown as Say;
  const html = `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><body>
<p>${escape(t("mail-before", { controller }))}</p>
<p><a href="${escape(link)}">${escape(t("mail-open"))}</a></p>
<p>${escape(link)}</p>
<p>${escape(t("mail-after"))}</p>
<p>${escape(controller)}</p>
</body></html>`;
  return { subject: t("mail-subject"), text: t("mail-text", { controller, link }), html };
}
