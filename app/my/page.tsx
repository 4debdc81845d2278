import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { myRequests, type Brief } from "../../lib/queries/my/requests";
import { outstanding, type Outstanding } from "../../lib/queries/my/outstanding";
import { staying } from "../../lib/queries/my/staying";
import type { Day } from "../../lib/gdpr/day";
import { Page } from "../_components/page";
import { SurgeNotice } from "../_components/surge-notice";
import { Doors } from "./_parts/doors";
import { reader } from "./_parts/reader";
import { dayOf, stands, type Stand } from "./_parts/stands";
import { StayingKinds } from "./_parts/staying";
import { rightKey } from "./_parts/right-key";
import { written, type Locale } from "./_parts/written";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.overview"))("title") };
}

/** The person's first page: what is true now, what they asked for, what they can ask for. */
export default async function Overview() {
  const who = await reader();
  const { requests, today } = await myRequests(who);
  // What stays, and what is left to be done, is known only once something was answered.
  const answered = requests.some(({ closed }) => closed);
  const stays = answered ? await staying(who) : null;
  const rest: Rest = answered ? await outstanding(who) : new Map();
  const t = await getTranslations("my.overview");
  return (
    <Page area="my" current="/my">
      <h1>{await headline(stands(requests, rest, today), who.language)}</h1>
      <SurgeNotice locale={who.language} />
      {requests.length > 0 && <Requests requests={requests} rest={rest} today={today} locale={who.language} />}
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

type Rest = ReadonlyMap<string, Outstanding>;

async function headline(said: readonly Stand[], locale: Locale): Promise<string> {
  const t = await getTranslations("my.overview");
  return said.map(({ key, count, date }) => t(key, { count, date: date ? written(locale, date) : "" })).join(" ");
}

type Listed = { requests: readonly Brief[]; rest: Rest; today: Day; locale: Locale };

async function Requests({ requests, rest, today, locale }: Listed) {
  const t = await getTranslations("my");
  const when = (stand: Stand | null) =>
    stand?.date && t(`overview.${stand.key}`, { date: written(locale, stand.date) });
  return (
    <>
      <h2>{t("overview.requests")}</h2>
      <ul className="answer">
        {requests.map((request) => {
          const { reference, right, follows, phase, receivedOn } = request;
          const left = rest.get(reference);
          return (
            <li key={reference}>
              <span>
                <b>
                  <a className="inline-flex items-center min-h-11" href={`/my/requests/${reference}`}>
                    {follows ? t("overview.follows", { request: t(`rights.${follows}`) }) : t(rightKey(request))}
                  </a>
                </b>
                <span className="why">
                  {t(`phases.${phase}`)}
                  {left && ` ${t(`rest.${left.late ? "late" : "by"}`, { right, date: written(locale, left.by) })}`}
                </span>
                <span className="why mono">
                  {reference}, {t("overview.received", { date: written(locale, receivedOn) })}
                </span>
              </span>
              <span className="when">{when(dayOf(request, left, today))}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
