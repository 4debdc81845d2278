import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound, redirect } from "next/navigation";
import { requireRole } from "../../lib/sign-in/actor";
import { readReference } from "../../lib/steps/ask/reference";
import { requestExists } from "../../lib/queries/desk/find";
import { deskQueue } from "../../lib/queries/desk/queue";
import { queueAddress, queueView } from "../../lib/queries/desk/queue-view";
import { Page } from "../_components/page";
import { Filters } from "./_parts/filters";
import { Greeting } from "./_parts/greeting";
import { QueueTable } from "./_parts/queue-table";
import { Search } from "./_parts/search";

type Query = Record<string, string | string[] | undefined>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.queue"))("title") };
}

/** What is due, what is in trouble, and every request that is open: soonest due first. */
export default async function Desk({ searchParams }: { searchParams: Promise<Query> }) {
  const who = await requireRole("reviewer", "dpo");
  const query = await searchParams;
  const typed = typeof query.reference === "string" ? query.reference.trim() : "";
  const reference = readReference(typed);
  if (reference && (await requestExists(who, reference))) redirect(`/desk/requests/${reference}`);
  const view = queueView(query);
  const queue = await deskQueue(who, view);
  if (!queue) notFound();
  const t = await getTranslations("desk.queue");
  return (
    <Page area="desk" current="/desk">
      <h1>{t("title")}</h1>
      <Greeting queue={queue} />
      <ul className="plain list-none pl-0">
        <li>
          <a href="/desk/intake">{t("intake")}</a>
        </li>
        <li>
          <a href="/desk/withdrawals">{t("withdrawals", { count: queue.withdrawals })}</a>
        </li>
      </ul>
      <Search action="/desk" typed={typed} unknown={typed !== ""} />
      <Filters view={view} open={queue.open} />
      <QueueTable rows={queue.rows} />
      <nav aria-label={t("pages")} className="meta flex gap-6 mt-4">
        {queue.previous && (
          <a href={queueAddress({ ...view, after: null, before: queue.previous })} rel="prev">
            {t("previous")}
          </a>
        )}
        {queue.next && (
          <a href={queueAddress({ ...view, after: queue.next, before: null })} rel="next">
            {t("next")}
          </a>
        )}
      </nav>
    </Page>
  );
}
