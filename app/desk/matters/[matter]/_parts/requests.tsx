import { getTranslations } from "next-intl/server";
import type { LinkLine, Matter } from "../../../../../lib/queries/desk/matters";
import { ActionForm } from "../../../../_components/action-form";
import { Button } from "../../../../_components/button";
import { Chip } from "../../../../_components/chip";
import { ErrorSummary } from "../../../../_components/error-summary";
import { Hidden } from "../../../../_components/hidden";
import { Table, type Column } from "../../../../_components/table";
import { Reference, spacedReference } from "../../../_parts/reference";
import { stateTone } from "../../../_parts/tones";
import { unlinkAction } from "../unlink-action";

/** The requests that it is about or that it made, and what of each it holds. */
export async function Requests({ matter, base }: { matter: Matter; base: string }) {
  const t = await getTranslations("desk.matter");
  return (
    <>
      <h2>{t("requests")}</h2>
      {matter.links.length === 0 ? (
        <p>{t("no-requests")}</p>
      ) : (
        <>
          {!matter.closedOn && <p>{t("holds-what")}</p>}
          <Table
            caption={t("requests")}
            rows={matter.links}
            rowKey={({ reference, linkedOn, unlinkedOn }) => `${reference} ${linkedOn} ${unlinkedOn}`}
            columns={await columns(matter, base)}
          />
        </>
      )}
    </>
  );
}

async function columns(matter: Matter, base: string): Promise<Column<LinkLine>[]> {
  const [t, law] = [await getTranslations("desk.matter"), await getTranslations("law")];
  return [
    {
      head: t("reference"),
      names: true,
      cell: ({ reference }) => <Reference of={reference} href={`${base}/${reference}`} />,
    },
    { head: t("right"), cell: ({ right }) => law(`rights.${right}`) },
    { head: t("state"), cell: ({ state }) => <Chip tone={stateTone[state]}>{law(`states.${state}`)}</Chip> },
    { head: t("linked"), className: "mono whitespace-nowrap", cell: ({ linkedOn }) => linkedOn },
    { head: t("holds"), cell: (link) => heldOf(matter, link, t) },
    ...(matter.acts ? [{ head: t("unlink"), cell: (link: LinkLine) => <Unlink matter={matter} link={link} /> }] : []),
  ];
}

type Words = Awaited<ReturnType<typeof getTranslations<"desk.matter">>>;

function heldOf({ closedOn }: Matter, { ordered, unlinkedOn }: LinkLine, t: Words): string {
  if (unlinkedOn) return t("let-go", { on: unlinkedOn });
  if (closedOn) return t("let-go", { on: closedOn });
  return t(ordered ? "holds-file" : "holds-all");
}

async function Unlink({ matter, link: { reference, unlinkedOn } }: { matter: Matter; link: LinkLine }) {
  const [t, problems] = [await getTranslations("desk.matter"), await getTranslations("shell.problems")];
  if (unlinkedOn) return <>–</>;
  if (matter.mine.includes(reference)) return <span className="meta">{t("unlink-other")}</span>;
  return (
    <ActionForm action={unlinkAction} label={t("unlink-one", { reference: spacedReference(reference) })}>
      <ErrorSummary title={problems("title")} />
      <Hidden values={{ matter: matter.id, reference }} />
      <Button look="quiet">{t("unlink")}</Button>
    </ActionForm>
  );
}
