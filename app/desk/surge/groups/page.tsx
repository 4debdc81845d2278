import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { planGroups, type MyGroup, type PlanGroupLine } from "../../../../lib/queries/desk/plan-groups";
import { requireRole } from "../../../../lib/sign-in/actor";
import { ActionForm } from "../../../_components/action-form";
import { Button } from "../../../_components/button";
import { ErrorSummary } from "../../../_components/error-summary";
import { Hidden } from "../../../_components/hidden";
import { Page } from "../../../_components/page";
import { Table } from "../../../_components/table";
import { dates } from "../../_parts/dates";
import { drawGroupAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.plan-groups"))("title") };
}

/** Requests whose plans are identical and that wait for this person's word, as groups. */
export default async function PlanGroupsPage() {
  const found = await planGroups(await requireRole("reviewer", "dpo"));
  if (!found) notFound();
  const t = await getTranslations("desk.plan-groups");
  const { surge, groups, mine } = found;
  return (
    <Page area="desk" current="/desk">
      <p className="meta">
        <a href="/desk/surge">{t("to-surge")}</a>
      </p>
      <h1>{t("title")}</h1>
      <p className="lead">{t(surge ? "lead" : "no-surge")}</p>
      {surge && (groups.length === 0 ? <p>{t("none")}</p> : <Groups groups={groups} />)}
      {mine.length > 0 && <Mine groups={mine} />}
    </Page>
  );
}

async function Groups({ groups }: { groups: readonly PlanGroupLine[] }) {
  const [t, law] = [await getTranslations("desk.plan-groups"), await getTranslations("law")];
  const { short } = await dates();
  // What is asked in such a plan is what no system can count.
  const verdicts = (action: string, count: number) =>
    action === "ask" ? t("by-hand", { count }) : `${law(`actions.${action}`)}: ${count}`;
  return (
    <>
      <p>{t("what")}</p>
      <Table
        stacks
        caption={t("caption")}
        rows={groups}
        rowKey={({ shape, stage }) => `${shape} ${stage}`}
        columns={[
          {
            head: t("plan"),
            names: true,
            cell: ({ right, lines }) => (
              <>
                {law(`rights.${right}`)}
                <span className="block meta mt-1">
                  {lines.map(({ action, count }) => verdicts(action, count)).join(" · ")}
                </span>
              </>
            ),
          },
          { head: t("requests"), number: true, cell: ({ count }) => t("number", { count }) },
          { head: t("due"), className: "whitespace-nowrap", cell: ({ dueOn }) => short(dueOn) },
          { head: t("stage"), cell: ({ stage }) => t(`stages.${stage}`) },
          { head: t("next"), cell: (group) => <Draw group={group} /> },
        ]}
      />
    </>
  );
}

async function Draw({ group: { shape, stage, drawn, count } }: { group: PlanGroupLine }) {
  const [t, shell] = [await getTranslations("desk.plan-groups"), await getTranslations("shell.problems")];
  if (drawn) return <a href={`/desk/surge/groups/${drawn}`}>{t("go-on")}</a>;
  return (
    <ActionForm action={drawGroupAction} label={t("draw-of", { count })}>
      <ErrorSummary title={shell("title")} />
      <Hidden values={{ shape, stage }} />
      <Button look="quiet">{t("draw")}</Button>
    </ActionForm>
  );
}

async function Mine({ groups }: { groups: readonly MyGroup[] }) {
  const [t, law] = [await getTranslations("desk.plan-groups"), await getTranslations("law")];
  const { moment } = await dates();
  return (
    <>
      <h2>{t("mine")}</h2>
      <Table
        stacks
        caption={t("mine")}
        rows={groups}
        rowKey={({ id }) => id}
        columns={[
          {
            head: t("drawn"),
            names: true,
            cell: ({ id, drawnAt }) => <a href={`/desk/surge/groups/${id}`}>{moment(drawnAt)}</a>,
          },
          { head: t("right"), cell: ({ right }) => law(`rights.${right}`) },
          { head: t("requests"), number: true, cell: ({ requests }) => t("number", { count: requests }) },
          { head: t("decided"), number: true, cell: ({ decided }) => t("number", { count: decided }) },
          { head: t("state"), cell: ({ state }) => t(`states.${state}`) },
        ]}
      />
    </>
  );
}
