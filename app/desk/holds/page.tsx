import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { deskHolds } from "../../../lib/queries/desk/holds";
import { categoryWords } from "../../../lib/queries/desk/words";
import { requireRole } from "../../../lib/sign-in/actor";
import { Page } from "../../_components/page";
import { Table } from "../../_components/table";
import { handsOf } from "../_parts/person-name";
import { Reference } from "../_parts/reference";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.holds"))("title") };
}

/** Holds in force, those to be reviewed first at the top. */
export default async function HoldsPage() {
  const who = await requireRole("reviewer", "dpo");
  const holds = await deskHolds(who);
  if (!holds) notFound();
  const [t, law] = [await getTranslations("desk.holds"), await getTranslations("law")];
  const hands = await getTranslations("desk.queue");
  const locale = await getLocale();
  const late = holds.filter((hold) => hold.late).length;
  return (
    <Page area="desk" current="/desk/holds">
      <h1>{t("title")}</h1>
      <p className="lead">
        {t("lead", { count: holds.length })} {late > 0 && t("late", { count: late })}
      </p>
      {holds.length === 0 ? (
        <p>{t("empty")}</p>
      ) : (
        <Table
          stacks
          caption={t("caption")}
          rows={holds}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t("request"),
              names: true,
              cell: ({ reference }) =>
                reference ? <Reference of={reference} href={`/desk/requests/${reference}`} /> : "–",
            },
            { head: t("kind"), cell: ({ kind }) => law(`holds.${kind}`) },
            {
              head: t("scope"),
              cell: ({ category, number }) => {
                if (!category) return t("everything");
                const words = categoryWords(category)[locale];
                return number ? t("one", { category: words, number }) : words;
              },
            },
            { head: t("reason"), className: "meta", cell: ({ reason }) => reason },
            { head: t("placed"), className: "mono whitespace-nowrap", cell: ({ placedOn }) => placedOn },
            {
              head: t("review"),
              className: "mono whitespace-nowrap",
              cell: ({ reviewOn, late }) =>
                late ? <strong className="text-gone">{t("overdue", { on: reviewOn })}</strong> : reviewOn,
            },
            {
              head: t("by"),
              className: "meta",
              cell: ({ owner, people }) => handsOf(owner, { me: who.person ?? "", colleagues: people, t: hands }),
            },
            {
              head: t("release"),
              cell: ({ id, kind, matter }) =>
                matter ? (
                  <a href={`/desk/matters/${matter}`}>{t("matter")}</a>
                ) : (
                  <a href={`/desk/holds/${id}`} aria-label={t("release-one", { kind: law(`holds.${kind}`) })}>
                    {t("release")}
                  </a>
                ),
            },
          ]}
        />
      )}
    </Page>
  );
}
