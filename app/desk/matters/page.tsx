import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { has } from "../../../lib/actor";
import { matterLines, type MatterLine } from "../../../lib/queries/desk/matters";
import { requireRole } from "../../../lib/sign-in/actor";
import { Actions, ButtonLink } from "../../_components/button";
import { Page } from "../../_components/page";
import { Table, type Column } from "../../_components/table";

type Props = { searchParams: Promise<{ show?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.matters"))("title") };
}

/** Letters of authorities, courts, lawyers and claimants: the one that wants its answer first at the top. */
export default async function MattersPage({ searchParams }: Props) {
  const who = await requireRole("reviewer", "dpo", "legal");
  const closed = (await searchParams).show === "closed";
  const matters = await matterLines(who, closed);
  if (!matters) notFound();
  const t = await getTranslations("desk.matters");
  const late = matters.filter((matter) => matter.late).length;
  return (
    <Page area="desk" current="/desk/matters">
      <h1>{t("title")}</h1>
      <p className="lead">
        {t(closed ? "lead-closed" : "lead", { count: matters.length })} {late > 0 && t("late", { count: late })}
      </p>
      {!closed && has(who, "legal", "dpo") && (
        <Actions>
          <ButtonLink href="/desk/matters/new">{t("new")}</ButtonLink>
        </Actions>
      )}
      {matters.length === 0 ? (
        <p>{t(closed ? "none-closed" : "none")}</p>
      ) : (
        <Table
          stacks
          caption={t(closed ? "caption-closed" : "caption")}
          rows={matters}
          rowKey={({ id }) => id}
          columns={await columns(closed)}
        />
      )}
      <p className="meta mt-4">
        <a href={closed ? "/desk/matters" : "/desk/matters?show=closed"}>{t(closed ? "to-open" : "to-closed")}</a>
      </p>
    </Page>
  );
}

async function columns(closed: boolean): Promise<Column<MatterLine>[]> {
  const [t, law] = [await getTranslations("desk.matters"), await getTranslations("law")];
  const date = "mono whitespace-nowrap";
  return [
    {
      head: t("sender"),
      names: true,
      cell: ({ id, sender }) => (
        <a href={`/desk/matters/${id}`} className="wrap-anywhere">
          {sender}
        </a>
      ),
    },
    { head: t("kind"), cell: ({ kind }) => law(`matters.${kind}`) },
    { head: t("file-number"), className: "wrap-anywhere", cell: ({ fileNumber }) => fileNumber || "–" },
    {
      head: t("deadline"),
      className: date,
      cell: ({ deadline, late }) =>
        late ? <strong className="text-gone">{t("overdue", { on: deadline ?? "" })}</strong> : (deadline ?? "–"),
    },
    { head: t("requests"), number: true, cell: ({ requests }) => requests },
    closed
      ? { head: t("closed"), className: date, cell: ({ closedOn }) => closedOn }
      : { head: t("opened"), className: date, cell: ({ openedOn }) => openedOn },
  ];
}
