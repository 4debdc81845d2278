import { getTranslations } from "next-intl/server";
import type { Language as Locale } from "../../../lib/gdpr/language";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { categoryWords, consentWords, purposeWords, type Words } from "../../../lib/queries/desk/words";

/** What was asked for, in sentences. */
export async function asked(request: DeskRequest, locale: Locale): Promise<string[]> {
  const [t, law] = [await getTranslations("desk.rail"), await getTranslations("law")];
  const { language } = request;
  return [...(await wished(request, locale)), t("reads", { language: law(`languages.${language}`) })];
}

async function wished(request: DeskRequest, locale: Locale): Promise<string[]> {
  const [t, law] = [await getTranslations("desk.rail"), await getTranslations("law")];
  const { right, choice, pause, weighed, correction, purposes, decided } = request;
  const list = listed(locale);
  if (choice) return erasure(request, locale);
  if (pause)
    return [
      pause.categories
        ? t("wish.pause-some", { what: list(pause.categories, categoryWords) })
        : t("wish.pause-everything"),
      t("wish.because", { why: law(`pauses.${pause.ground}`) }),
    ];
  if (weighed.length > 0) return [t("wish.weighed", { what: list(weighed, purposeWords) })];
  if (correction)
    return [
      t("wish.corrections", { what: list(correction.categories, categoryWords) }),
      ...(correction.identity ? [t("wish.identity")] : correction.automatic ? [t("wish.automatic")] : []),
    ];
  if (right === "withdrawal") return [t("wish.consents", { what: list(purposes, consentWords) })];
  if (decided) return [t("wish.decided", { what: categoryWords(decided)[locale] })];
  return [t(`wish.${right}`)];
}

async function erasure({ choice }: DeskRequest, locale: Locale): Promise<string[]> {
  const t = await getTranslations("desk.rail");
  if (!choice) return [];
  const categories = choice.categories.map((id) => categoryWords(id)[locale]).join(", ");
  return [
    t(`scope.${choice.scope}`, { categories }),
    ...(choice.keepLicences === null ? [] : [t(choice.keepLicences ? "keep-licences" : "give-up-licences")]),
    ...(choice.doNotContact ? [t("do-not-contact")] : []),
  ];
}

/** Labels as a list in the page's language: "Orders, invoices and tickets". */
export const listed =
  (locale: Locale) =>
  (ids: readonly string[], wordsOf: (id: string) => Words): string =>
    new Intl.ListFormat(locale, { type: "conjunction" }).format(ids.map((id) => wordsOf(id)[locale]));
