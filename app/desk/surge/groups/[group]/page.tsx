import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { planGroup, type PlanGroupView } from "../../../../../lib/queries/desk/plan-group";
import { deskRequest, type DeskRequest } from "../../../../../lib/queries/desk/request";
import { requireRole } from "../../../../../lib/sign-in/actor";
import { Facts } from "../../../../_components/facts";
import { Page } from "../../../../_components/page";
import { dates } from "../../../_parts/dates";
import { PlanTable } from "../../../_parts/plan-table";
import { spacedReference } from "../../../_parts/reference";
import { Decide } from "./_parts/decide";
import { FellOut } from "./_parts/fell-out";
import { Sample } from "./_parts/sample";

type Props = { params: Promise<{ group: string }>; searchParams: Promise<{ plan?: string | string[] }> };
const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.plan-group"))("title") };
}

/** One draw: the sample, each plan of it to be looked at, then one press; and what came of each request. */
export default async function PlanGroupPage({ params, searchParams }: Props) {
  const who = await requireRole("reviewer", "dpo");
  const { group: id } = await params;
  const group = isId(id) ? await planGroup(who, id) : null;
  if (!group) notFound();
  const { plan } = await searchParams;
  const opened = group.sample.find(({ reference, opened }) => opened && reference === plan);
  const request = opened ? await deskRequest(who, opened.reference) : null;
  const t = await getTranslations("desk.plan-group");
  const open = group.mine && group.lasts && group.state === "drawn";
  return (
    <Page area="desk" current="/desk">
      <p className="meta">
        <a href="/desk/surge/groups">{t("to-groups")}</a>
      </p>
      <h1>{t("title")}</h1>
      <Lead group={group} />
      <Numbers group={group} />
      <Sample group={group} open={open} shown={request?.reference ?? null} />
      {request && <Opened request={request} />}
      {open && <Decide group={group} />}
      {group.some.length > 0 && <FellOut group={group} />}
    </Page>
  );
}

async function Lead({ group }: { group: PlanGroupView }) {
  const t = await getTranslations("desk.plan-group");
  const { id, state, open, requests, mine, lasts, stage } = group;
  const heard = stage === "opinion";
  if (state === "approved")
    return (
      <>
        <p className="lead">{t(heard ? "lead.heard-under-way" : "lead.approved", { open })}</p>
        <p>
          <progress max={Math.max(requests, 1)} value={requests - open} aria-label={t("progress")} />{" "}
          <a href={`/desk/surge/groups/${id}`}>{t("look-again")}</a>
        </p>
      </>
    );
  if (state !== "drawn")
    return <p className="lead">{t(heard && state === "done" ? "lead.heard" : `lead.${state}`, { requests })}</p>;
  if (!lasts) return <p className="lead">{t("lead.over")}</p>;
  return (
    <p className="lead">
      {t(!mine ? "lead.others" : heard ? "lead.drawn-opinion" : "lead.drawn", {
        sample: group.sample.length,
        requests,
      })}
    </p>
  );
}

async function Numbers({ group }: { group: PlanGroupView }) {
  const [t, law, { moment }] = [await getTranslations("desk.plan-group"), await getTranslations("law"), await dates()];
  const { right, policy, requests, approved, needsSecond, opinion, heard, out, drawnAt, seed, state } = group;
  const ran = state === "approved" || state === "done";
  return (
    <Facts
      lines={[
        [t("right"), law(`rights.${right}`)],
        [t("policy"), policy],
        [t("requests"), t("number", { count: requests })],
        opinion ? [t("opinion"), t(`opinions.${opinion}`)] : null,
        opinion ? [t("heard"), t("number", { count: heard })] : null,
        ran && !opinion ? [t("approved"), t("number", { count: approved })] : null,
        ran && needsSecond > 0 ? [t("needs-second"), t("number", { count: needsSecond })] : null,
        ...out.map(({ because, count }): [string, string] => [t(`out.${because}`), t("number", { count })]),
        [t("drawn"), moment(drawnAt)],
        [
          t("seed"),
          <span key="seed" className="mono wrap-anywhere">
            {seed}
          </span>,
        ],
      ]}
    />
  );
}

async function Opened({ request }: { request: DeskRequest }) {
  const t = await getTranslations("desk.plan-group");
  return (
    <section aria-labelledby="opened">
      <h2 id="opened">
        {t("opened-plan")} <span className="mono">{spacedReference(request.reference)}</span>
      </h2>
      <PlanTable request={request} />
      <p>
        <a href={`/desk/requests/${request.reference}`}>{t("whole-request")}</a>
      </p>
    </section>
  );
}
