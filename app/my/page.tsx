import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { myRequests, type Brief } from "../../lib/queries/my/requests";
import { staying } from "../../lib/queries/my/staying";
import type { Day } from "../../lib/gdpr/day";
import { Page } from "../_components/page";
import { SurgeNotice } from "../_components/surge-notice";
import { Doors } from "./_parts/doors";
import { reader } from "./_parts/reader";
import { StayingKinds } from "./_parts/staying";
import { written, type Locale } from "./_parts/written";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.overview"))("title") };
}

/** The person's first page: what is true now, what they asked for, what they can ask for. */
export default async function Overview() {
  const who = await reader();
  const { requests, today } = await myRequests(who);
  // What stays is known only once something was answered.
  const stays = requests.some(({ closed }) => closed) ? await staying(who) : null;
  const t = await getTranslations("my.overview");
  return (
    <Page area="my" current="/my">
      <h1>{await headline(requests, who.language)}</h1>
      <SurgeNotice locale={who.language} />
      {requests.length > 0 && <Requests requests={requests} locale={who.language} />}
      {stays && <StayingKinds staying={stays} today={today} locale={who.language} />}
      <h2>{t("want")}</h2>
      <Doors />
      <p className="mt-5">
        <a className="inline-flex items-center min-h-11" href="/my/new?want=access&want=erasure">
          {t("both")}
        </a>
      </p>
      <p>{t.rich("held", { a: (words) => <a href="/my/data">{words}</a> })}</p>
    </Page>
  );
}

async function headline(requests: readonly Brief[], locale: Locale): Promise<string> {
  const t = await getTranslations("my.overview");
  const copy = requests.find(({ copyUntil }) => copyUntil !== null)?.copyUntil;
  if (copy) return t("copy", { date: written(locale, copy) });
  const open = requests.filter(({ closed }) => !closed);
  const next = open.map(({ dueOn }) => dueOn).toSorted()[0] as Day | undefined;
  if (next) return t("open", { count: open.length, date: written(locale, next) });
  return t(requests.length === 0 ? "none" : "all-closed");
}

async function Requests({ requests, locale }: { requests: readonly Brief[]; locale: Locale }) {
  const t = await getTranslations("my");
  return (
    <>
      <h2>{t("overview.requests")}</h2>
      <ul className="answer">
        {requests.map(({ reference, right, follows, phase, closed, dueOn, receivedOn, closedOn }) => (
          <li key={reference}>
            <span>
              <b>
                <a className="inline-flex items-center min-h-11" href={`/my/requests/${reference}`}>
                  {follows ? t("overview.follows", { request: t(`rights.${follows}`) }) : t(`rights.${right}`)}
                </a>
              </b>
              <span className="why">{t(`phases.${phase}`)}</span>
              <span className="why mono">
                {reference}, {t("overview.received", { date: written(locale, receivedOn) })}
              </span>
            </span>
            <span className="when">
              {closed
                ? closedOn && t("overview.closed", { date: written(locale, closedOn) })
                : t("overview.due", { date: written(locale, dueOn) })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
