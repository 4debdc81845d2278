import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { deskTasks } from "../../../lib/queries/desk/tasks";
import { sourceWords } from "../../../lib/queries/desk/words";
import { requireRole } from "../../../lib/sign-in/actor";
import { Page } from "../../_components/page";
import { Table } from "../../_components/table";
import { Reference } from "../_parts/reference";
import { taskName, taskPath } from "../_parts/task-name";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.tasks"))("title") };
}

/** What has to be done by hand, soonest due first. */
export default async function TasksPage() {
  const tasks = await deskTasks(await requireRole("reviewer", "dpo"));
  if (!tasks) notFound();
  const [t, rail] = [await getTranslations("desk.tasks"), await getTranslations("desk.rail")];
  const locale = await getLocale();
  return (
    <Page area="desk" current="/desk/tasks">
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead", { count: tasks.length })}</p>
      {tasks.length === 0 ? (
        <p>{t("empty")}</p>
      ) : (
        <Table
          caption={t("caption")}
          stacks
          rows={tasks}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t("task"),
              names: true,
              cell: (task) => (
                <>
                  <a href={taskPath(task, task.reference)}>{taskName(task, rail, locale)}</a>
                  {task.passedOn && <span className="block meta">{t(`passed-on.${task.passedOn}`)}</span>}
                </>
              ),
            },
            { head: t("source"), cell: ({ source }) => (source ? sourceWords(source)[locale] : "–") },
            {
              head: t("request"),
              cell: ({ reference }) => <Reference of={reference} href={`/desk/requests/${reference}`} />,
            },
            {
              head: t("due"),
              className: "mono whitespace-nowrap",
              cell: ({ dueOn, late }) =>
                late ? <strong className="text-gone">{t("overdue", { on: dueOn })}</strong> : dueOn,
            },
          ]}
        />
      )}
    </Page>
  );
}
