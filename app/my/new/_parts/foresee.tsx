import { getTranslations } from "next-intl/server";
import { endOf } from "../../../../lib/gdpr/kinds-of-lines";
import { leaves } from "../../../../lib/gdpr/answer-line";
import { foreseen } from "../../../../lib/gdpr/foreseen";
import type { Outlook } from "../../../../lib/queries/my/preview";
import { Actions, Button } from "../../../_components/button";
import { Hidden } from "../../../_components/hidden";
import { GoingRibbon } from "../../_parts/going-ribbon";
import { LineList } from "../../_parts/line-list";
import { counted, listed, written, type Locale } from "../../_parts/written";
import { carried, type Answers } from "./answers";

/** What would go, what would stay, why and from when, as it looks today. A person still decides. */
export async function Foresee({ answers, outlook, locale }: { answers: Answers; outlook: Outlook; locale: Locale }) {
  const t = await getTranslations("my.new.preview");
  const { lines, today, byHand, silent, accountGoes } = outlook;
  const going = lines.filter(({ fate }) => leaves(fate));
  const untouched = lines.filter(({ reason }) => reason === "not-asked");
  const staying = lines.filter((line) => !leaves(line.fate) && !untouched.includes(line));
  const end = endOf(staying);
  const { records, kinds } = foreseen([...going, ...staying]);
  const numbers = await getTranslations("my.numbers");
  const inWords = ({ part, count }: (typeof records)[number]) =>
    numbers(part, { count, number: counted(locale, count), manner: "erasure" });
  // A part of the numbers would pass for all of them.
  const unknown = silent.length > 0;
  const title = unknown ? "title-silent" : going.length > 0 ? "title" : "title-nothing";
  return (
    <>
      <h1>
        {t(title, {
          list: listed(
            locale,
            kinds.map(({ part, count }) => t(`kinds.${part}`, { count })),
          ),
        })}
      </h1>
      {!unknown && (
        <p className="lead">
          {records.length > 0 && t("lead", { list: listed(locale, records.map(inWords)) })}{" "}
          {end.last && t("last", { date: written(locale, end.last) })} {end.open > 0 && t("open", { count: end.open })}
        </p>
      )}
      <p>{t("person")}</p>
      {silent.length > 0 && <p className="note stay">{t("silent", { systems: listed(locale, silent) })}</p>}
      {!unknown && going.length + staying.length > 0 && (
        <ul className="jumps">
          {going.length > 0 && <Jump to="goes" says={t("goes")} />}
          {staying.length > 0 && <Jump to="stays" says={t("stays")} />}
          <Jump to="continue" says={t("continue")} />
        </ul>
      )}
      <GoingRibbon lines={[...going, ...staying]} today={today} starts="checked" locale={locale} />
      {going.length > 0 && <h2 id="goes">{t("goes")}</h2>}
      {going.length > 0 && <p>{t("account")}</p>}
      {accountGoes && <p className="note stay">{t("sign-in")}</p>}
      {going.length > 0 && <LineList lines={going} tense="will" locale={locale} />}
      {staying.length > 0 && <h2 id="stays">{t("stays")}</h2>}
      {staying.length > 0 && <LineList lines={staying} tense="will" locale={locale} />}
      {staying.some(({ from }) => from) && <p className="meta mt-4">{t("promise")}</p>}
      {untouched.length > 0 && <h2>{t("untouched")}</h2>}
      {untouched.length > 0 && <p>{listed(locale, [...new Set(untouched.map(({ label }) => label))])}</p>}
      {byHand.length > 0 && <p className="mt-4">{t("by-hand", { systems: listed(locale, byHand) })}</p>}
      <form id="continue" method="get" action="/my/new">
        <Hidden values={{ ...carried(answers, "preview"), seen: "yes" }} />
        <Actions>
          <Button>{t("continue")}</Button>
        </Actions>
      </form>
    </>
  );
}

const Jump = ({ to, says }: { to: string; says: string }) => (
  <li>
    <a href={`#${to}`}>{says}</a>
  </li>
);
