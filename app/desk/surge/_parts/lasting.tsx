import { getTranslations } from "next-intl/server";
import type { DeskSurge, ExtensionLine, Surge } from "../../../../lib/queries/desk/surge";
import { ActionForm } from "../../../_components/action-form";
import { Actions, Button } from "../../../_components/button";
import { ErrorSummary } from "../../../_components/error-summary";
import { Facts } from "../../../_components/facts";
import { Hidden } from "../../../_components/hidden";
import { Note } from "../../../_components/note";
import { Paragraphs } from "../../../_components/surge-notice";
import { Table } from "../../../_components/table";
import { dates } from "../../_parts/dates";
import { endSurgeAction } from "../action";

/** The surge as it was declared, what can be done together, and its end. */
export async function Lasting({ found, surge }: { found: DeskSurge; surge: Surge }) {
  const [t, { long, moment }] = [await getTranslations("desk.surge"), await dates()];
  const declared = { when: moment(surge.declaredAt), name: surge.declaredBy ?? "" };
  return (
    <>
      <p className="lead">{t("lead", { since: long(surge.since), expected: surge.expected })}</p>
      {surge.late && (
        <Note tone="gone">
          <p>{t("late", { on: long(surge.reviewOn) })}</p>
        </Note>
      )}
      {found.groups && (
        <>
          <h2>{t("together")}</h2>
          <ul className="plain">
            <li>
              <a href="/desk/surge/groups">{t("groups-link")}</a>
            </li>
            {found.orders && (
              <li>
                <a href="/desk/surge/extend">{t("extend-link")}</a>
              </li>
            )}
          </ul>
        </>
      )}
      {found.extensions.length > 0 && <Ordered lines={found.extensions} />}
      <h2>{t("happened")}</h2>
      <Paragraphs text={surge.happened} />
      <h2>{t("why")}</h2>
      <Paragraphs text={surge.why} />
      <Facts
        lines={[
          [t("declared"), t(surge.declaredBy ? "declared-by" : "declared-unnamed", declared)],
          [t("looked"), long(surge.reviewOn)],
        ]}
      />
      {(["en", "de"] as const).map((language) => (
        <section key={language} aria-labelledby={`text-${language}`}>
          <h2 id={`text-${language}`}>{t(language)}</h2>
          <div lang={language}>
            <Paragraphs text={surge[language]} />
          </div>
        </section>
      ))}
      {found.declares && <End id={surge.id} />}
    </>
  );
}

async function Ordered({ lines }: { lines: readonly ExtensionLine[] }) {
  const [t, { moment }] = [await getTranslations("desk.surge"), await dates()];
  return (
    <>
      <h2>{t("orders")}</h2>
      <Table
        caption={t("orders")}
        rows={lines}
        rowKey={({ id }) => id}
        columns={[
          {
            head: t("ordered"),
            names: true,
            cell: ({ id, orderedAt }) => <a href={`/desk/surge/extensions/${id}`}>{moment(orderedAt)}</a>,
          },
          { head: t("requests"), number: true, cell: ({ requests }) => t("number", { count: requests }) },
          { head: t("decided"), number: true, cell: ({ decided }) => t("number", { count: decided }) },
          { head: t("state"), cell: ({ done }) => t(done ? "done" : "running") },
        ]}
      />
    </>
  );
}

async function End({ id }: { id: string }) {
  const [t, shell] = [await getTranslations("desk.surge"), await getTranslations("shell.problems")];
  return (
    <>
      <h2>{t("end")}</h2>
      <p>{t("end-what")}</p>
      <ActionForm action={endSurgeAction}>
        <ErrorSummary title={shell("title")} />
        <Hidden values={{ surge: id }} />
        <Actions>
          <Button look="warn">{t("end")}</Button>
        </Actions>
      </ActionForm>
    </>
  );
}
