import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { isDay } from "../../../lib/gdpr/day";
import { deskDuties, type DutyDay } from "../../../lib/queries/desk/duties";
import { categoryWords, citedIn, sourceWords } from "../../../lib/queries/desk/words";
import { requireRole } from "../../../lib/sign-in/actor";
import { Page } from "../../_components/page";
import { Table } from "../../_components/table";
import { dates } from "../_parts/dates";
import { Reference } from "../_parts/reference";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.duties"))("title") };
}

type Props = { searchParams: Promise<{ from?: string | string[] }> };

/** What stays and when it goes: the next dates with their counts, and what is stopped. */
export default async function DutiesPage({ searchParams }: Props) {
  const who = await requireRole("reviewer", "dpo");
  const { from } = await searchParams;
  const duties = await deskDuties(who, typeof from === "string" && isDay(from) ? from : null);
  if (!duties) notFound();
  const [t, law] = [await getTranslations("desk.duties"), await getTranslations("law")];
  const [{ long: inWords }, locale] = [await dates(), await getLocale()];
  const next = duties.days.find(({ on }) => on >= duties.today);
  return (
    <Page area="desk" current="/desk/duties">
      <h1>{t("title")}</h1>
      <p className="lead">
        {next ? t("next", { count: countOf(next), date: inWords(next.on) }) : t("none")}{" "}
        {duties.stopped.length > 0 && t("stopped-some", { count: duties.stopped.length })}
      </p>
      <ul className="meta">
        <li>
          <a href="/desk/sweeps">{t("sweeps")}</a>
        </li>
        <li>
          <a href="/desk/tax-years">{t("tax-years", { count: duties.taxYears })}</a>
        </li>
        <li>
          <a href="/desk/duties/changes">{t("changes", { count: duties.changes })}</a>
        </li>
        <li>
          <a href="/desk/files">{t("files")}</a>
        </li>
      </ul>
      {duties.stopped.length > 0 && (
        <>
          <h2>{t("stopped")}</h2>
          <Table
            stacks
            caption={t("stopped")}
            rows={duties.stopped}
            rowKey={({ reference, category, on, source }) => [reference, source, category, on].join()}
            columns={[
              {
                head: t("request"),
                names: true,
                cell: ({ reference }) => <Reference of={reference} href={`/desk/requests/${reference}`} />,
              },
              { head: t("category"), cell: ({ category }) => categoryWords(category)[locale] },
              { head: t("records"), number: true, cell: ({ records }) => t("number", { records }) },
              { head: t("was-due"), className: "mono whitespace-nowrap", cell: ({ on }) => on },
              { head: t("by"), cell: ({ by }) => (by ? law(`stops.${by}`) : "–") },
            ]}
          />
        </>
      )}
      {duties.days.map(({ on, lines }) => (
        <section key={on} aria-labelledby={`on-${on}`}>
          <h2 id={`on-${on}`}>
            {inWords(on)}
            {on < duties.today && ` · ${t("past")}`}
          </h2>
          <Table
            stacks
            caption={t("caption", { date: inWords(on) })}
            rows={lines}
            rowKey={({ category, source, writing, norm }) => [category, source, writing, norm].join()}
            columns={[
              { head: t("category"), names: true, cell: ({ category }) => categoryWords(category)[locale] },
              { head: t("source"), cell: ({ source }) => sourceWords(source)[locale] },
              { head: t("records"), number: true, cell: ({ records }) => t("number", { records }) },
              { head: t("requests"), number: true, cell: ({ duties }) => t("number", { records: duties }) },
              { head: t("what"), cell: ({ writing }) => law(`writings.${writing}`) },
              { head: t("norm"), className: "meta", cell: ({ norm }) => (norm ? citedIn(locale, norm) : "–") },
            ]}
          />
        </section>
      ))}
      {duties.later && (
        <p className="meta mt-4">
          <a href={`/desk/duties?from=${duties.later}`}>{t("later")}</a>
        </p>
      )}
    </Page>
  );
}

const countOf = ({ lines }: DutyDay): number => lines.reduce((sum, { records }) => sum + records, 0);
