import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound, redirect } from "next/navigation";
import { has } from "../../lib/actor";
import { requireRole } from "../../lib/sign-in/actor";
import { readReference } from "../../lib/steps/ask/reference";
import { requestExists } from "../../lib/queries/desk/find";
import { deskQueue, type Queue } from "../../lib/queries/desk/queue";
import { queueAddress, queueQuery, queueView, type QueueView } from "../../lib/queries/desk/queue-view";
import { Note } from "../_components/note";
import { Page } from "../_components/page";
import { Filters } from "./_parts/filters";
import { GiveTicked } from "./_parts/give";
import { Greeting } from "./_parts/greeting";
import { Keys } from "./_parts/keys";
import { MailboxAway } from "./_parts/mailbox-away";
import { QueueTable } from "./_parts/queue-table";
import { Search } from "./_parts/search";
import { SurgeBanner } from "./_parts/surge-banner";
import { Views } from "./_parts/views";

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
  // A form sends what was left open as well; the address that is kept says only what was chosen.
  if (typed === "" && Object.values(query).includes("")) redirect(queueAddress(view));
  const queue = await deskQueue(who, view);
  if (!queue) notFound();
  const t = await getTranslations("desk.queue");
  const given = typeof query.given === "string" && /^\d{1,3}$/.test(query.given) ? Number(query.given) : 0;
  return (
    <Page area="desk" current="/desk">
      <h1>{t("title")}</h1>
      <Greeting queue={queue} />
      <SurgeBanner surge={queue.surge} />
      <MailboxAway since={queue.mailboxAway} />
      <Search action="/desk" typed={typed} unknown={typed !== ""} />
      <Views view={view} open={queue.open} />
      <Filters view={view} me={queue.me} colleagues={queue.colleagues} />
      {given > 0 && <Note tone="done">{t("given", { count: given })}</Note>}
      <Rows
        queue={queue}
        view={view}
        ticked={query.tick === "all"}
        together={queue.surge !== null && has(who, "reviewer")}
      />
      <Below queue={queue} view={view} />
    </Page>
  );
}

/** `together`: this person can order something for many requests now. */
type Shown = { queue: Queue; view: QueueView; ticked: boolean; together: boolean };

/** The table; of open requests inside the form that gives them to somebody. */
async function Rows({ queue, view, ticked, together }: Shown) {
  const t = await getTranslations("desk.queue");
  const { me, colleagues, rows, next, previous, fitting } = queue;
  const table = <QueueTable queue={queue} view={view} ticked={ticked} />;
  return (
    <>
      {fitting !== null && rows.length > 0 && <p className="meta mb-2">{t("fitting", { count: fitting })}</p>}
      {view.show === "open" ? (
        <GiveTicked
          me={me}
          colleagues={colleagues}
          from={queueQuery(view)}
          empty={rows.length === 0}
          together={together}
        >
          {table}
        </GiveTicked>
      ) : (
        table
      )}
      {(previous ?? next) && (
        <nav aria-label={t("pages")} className="meta flex gap-6 mt-4">
          {previous && (
            <a href={queueAddress({ ...view, after: null, before: previous })} rel="prev" className="inline-block py-2">
              {t("previous")}
            </a>
          )}
          {next && (
            <a href={queueAddress({ ...view, after: next, before: null })} rel="next" className="inline-block py-2">
              {t("next")}
            </a>
          )}
        </nav>
      )}
    </>
  );
}

/** What else one can do from here: take the view along, get its dates, take in what came another way; and the keys. */
async function Below({ queue, view }: { queue: Queue; view: QueueView }) {
  const [t, surge] = [await getTranslations("desk.queue"), await getTranslations("desk.surge")];
  const csv = queueQuery({ ...view, after: null, before: null });
  return (
    <>
      <ul className="plain list-none ps-0 mt-6">
        {queue.rows.length > 0 && (
          <li>
            <a href={csv ? `/api/queue?${csv}` : "/api/queue"} download>
              {t("csv")}
            </a>
          </li>
        )}
        <li>
          <a href="/desk/found">{t("by-address")}</a>
        </li>
        <li>
          <a href="/desk/calendar">{t("calendar")}</a>
        </li>
        <li>
          <a href="/desk/intake">{t("intake")}</a>
          {queue.mails > 0 && ` ${t("mails", { count: queue.mails })}`}
        </li>
        <li>
          <a href="/desk/surge">{surge("to")}</a>
        </li>
        <li>
          <a href="/desk/withdrawals">{t("withdrawals", { count: queue.withdrawals })}</a>
        </li>
      </ul>
      <details className="meta">
        <summary>{t("keys.title")}</summary>
        <p>
          <kbd>j</kbd> {t("keys.next")} · <kbd>k</kbd> {t("keys.previous")} · <kbd>{t("keys.enter-key")}</kbd>{" "}
          {t("keys.enter")} · <kbd>/</kbd> {t("keys.search")}
        </p>
        <Keys off={t("keys.off")} on={t("keys.on")} />
      </details>
    </>
  );
}
