import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { listed, written, type Locale } from "../../../_parts/written";

/** What else belongs to a whole answer: our own file, backups, the do-not-contact entry, systems worked by hand. */
export async function AlsoGood({ request, locale }: { request: RequestView; locale: Locale }) {
  const t = await getTranslations("my.also");
  const { fileUntil, backupsUntil, choice, byHand, silent, right, state } = request;
  const done = state === "fulfilled" || state === "delivered";
  const worked = byHand.flatMap(({ system, doneOn }) => (doneOn ? [{ system, doneOn }] : []));
  const open = byHand.flatMap(({ system, doneOn }) => (doneOn ? [] : [system]));
  const last = byHand
    .flatMap(({ due: by, doneOn }) => (doneOn || !by ? [] : [by]))
    .toSorted()
    .at(-1);
  const points = [
    ...(fileUntil ? [t("file", { date: written(locale, fileUntil) })] : []),
    ...(backupsUntil ? [t("backups", { date: written(locale, backupsUntil) }), t("journal")] : []),
    ...(done && right === "erasure" && choice?.doNotContact ? [t("do-not-contact")] : []),
    ...worked.map(({ system, doneOn }) => t("by-hand-done", { system, date: written(locale, doneOn) })),
    ...(open.length > 0 && last
      ? [
          t(last < request.today ? "by-hand-open-late" : "by-hand-open", {
            systems: listed(locale, open),
            date: written(locale, last),
          }),
        ]
      : []),
    ...(silent.length > 0 ? [t("silent", { systems: listed(locale, silent) })] : []),
  ];
  if (points.length === 0) return null;
  return (
    <>
      <h2>{t("title")}</h2>
      <ul className="plain">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </>
  );
}
