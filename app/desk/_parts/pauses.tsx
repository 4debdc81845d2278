import { getLocale, getTranslations } from "next-intl/server";
import type { DeskRequest, Paused } from "../../../lib/queries/desk/request";
import { categoryWords, purposeWords } from "../../../lib/queries/desk/words";
import { listed } from "./asked";
import { dates } from "./dates";
import { Reference } from "./reference";

/** Art. 18: what of the person's data is paused now, what goes on all the same, and when it ends. */
export async function Pauses({ request }: { request: DeskRequest }) {
  const { restrictions, reference, exceptions } = request;
  if (restrictions.length === 0) return null;
  const [t, law, { moment, long }] = [
    await getTranslations("desk.rail.pauses"),
    await getTranslations("law"),
    await dates(),
  ];
  const locale = await getLocale();
  const list = listed(locale);
  const scope = (rows: readonly Paused[]) => {
    const categories = [...new Set(rows.flatMap(({ category }) => category ?? []))];
    return rows.some(({ category }) => category === null) ? t("everything") : list(categories, categoryWords);
  };
  const end = ({ announced, endsOn }: Paused) =>
    endsOn ? t("ends", { on: long(endsOn) }) : t(announced ? "announced" : "no-end");
  return (
    <>
      <h2>{t("title")}</h2>
      {alike(restrictions).map(([first, ...more]) =>
        first === undefined ? null : (
          <div key={keyOf(first)} className="mb-4">
            <p className="mb-0">
              {first.purpose
                ? t("for", { what: scope([first, ...more]), purpose: purposeWords(first.purpose)[locale] })
                : scope([first, ...more])}
            </p>
            <p className="meta mb-0">
              {t("since", { when: moment(first.setAt) })} {law(`pauses.${first.ground}`)}. {end(first)}
            </p>
            {first.request !== reference && (
              <p className="meta mb-0">
                {t("set-by")} <Reference of={first.request} href={`/desk/requests/${first.request}`} />
              </p>
            )}
          </div>
        ),
      )}
      {exceptions.length > 0 && (
        <ul className="plain meta">
          {exceptions.map(({ purpose, decision, ground }) => (
            <li key={purpose}>
              {t(`exception.${decision === "stops" ? "stops" : "goes-on"}`, {
                purpose: purposeWords(purpose)[locale],
                ground: ground ? law(`exceptions.${ground}`) : "",
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const keyOf = ({ request, purpose, ground, endsOn, announced }: Paused): string =>
  [request, purpose, ground, endsOn, announced].join(" ");

/** Pauses of one request, purpose and ground together: they differ in their categories only. */
function alike(restrictions: readonly Paused[]): Paused[][] {
  const groups = new Map<string, Paused[]>();
  for (const one of restrictions) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups.values()];
}
