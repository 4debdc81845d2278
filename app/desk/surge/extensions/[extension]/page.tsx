import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { extensionView, type ExtensionView } from "../../../../../lib/queries/desk/surge-extension";
import { requireRole } from "../../../../../lib/sign-in/actor";
import { Facts } from "../../../../_components/facts";
import { Page } from "../../../../_components/page";
import { Paragraphs } from "../../../../_components/surge-notice";
import { Table } from "../../../../_components/table";
import { dates } from "../../../_parts/dates";
import { Reference } from "../../../_parts/reference";

type Props = { params: Promise<{ extension: string }> };
const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.surge-order"))("title") };
}

/** How far the notices are, and which requests got none. */
export default async function ExtensionPage({ params }: Props) {
  const who = await requireRole("reviewer", "dpo");
  const { extension: id } = await params;
  const order = isId(id) ? await extensionView(who, id) : null;
  if (!order) notFound();
  const [t, together, { moment }] = [
    await getTranslations("desk.surge-order"),
    await getTranslations("desk.surge-extend"),
    await dates(),
  ];
  const { requests, open, told, holds, not, facts, done } = order;
  return (
    <Page area="desk" current="/desk">
      <p className="meta">
        <a href="/desk/surge">{together("to-surge")}</a>
      </p>
      <h1>{t("title")}</h1>
      <p className="lead">{done ? t("lead-done", { requests }) : t("lead-running", { open })}</p>
      {!done && (
        <p>
          <progress max={Math.max(requests, 1)} value={requests - open} aria-label={t("progress")} />{" "}
          <a href={`/desk/surge/extensions/${id}`}>{t("look-again")}</a>
        </p>
      )}
      <Facts
        lines={[
          [t("ordered"), moment(order.orderedAt)],
          [t("told"), told],
          [t("holds"), holds],
          ...not.map(({ because, count }): [string, number] => [together(`because.${because}`), count]),
        ]}
      />
      <h2>{t("reason")}</h2>
      {(["en", "de"] as const).map((language) => (
        <div key={language} lang={language}>
          <Paragraphs text={facts[language]} />
        </div>
      ))}
      {order.some.length > 0 && <Without order={order} />}
    </Page>
  );
}

async function Without({ order: { some, not } }: { order: ExtensionView }) {
  const [t, together] = [await getTranslations("desk.surge-order"), await getTranslations("desk.surge-extend")];
  const all = not.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <h2>{t("not")}</h2>
      {all > some.length && <p className="meta">{t("more", { count: some.length })}</p>}
      <Table
        caption={t("not-caption")}
        rows={some}
        rowKey={({ reference }) => reference}
        columns={[
          {
            head: t("reference"),
            names: true,
            cell: ({ reference }) => <Reference of={reference} href={`/desk/requests/${reference}`} />,
          },
          { head: t("why"), cell: ({ because }) => together(`because.${because}`) },
        ]}
      />
    </>
  );
}
